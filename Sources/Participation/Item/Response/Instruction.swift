/// The mayor, or the deputy, says what is to be done about an item (指示, PRODUCT §4.5).
public struct Instruction: Sendable, Equatable {
    /// Its number, from 1 for each item (指示の番号).
    public var number: Int
    /// The post that instructs (職).
    public var post: Wording
    /// The account of who has that post (指示者).
    public var by: Wording
    /// The day (指示日).
    public var on: LocalDate
    /// What is to be done (指示の内容).
    public var text: Sealed<Wording>

    /// An instruction (指示).
    public init(number: Int, post: Wording, by: Wording, on: LocalDate, text: Sealed<Wording>) {
        self.number = number
        self.post = post
        self.by = by
        self.on = on
        self.text = text
    }
}

/// What a section did about an instruction (指示への対応).
public struct InstructionAnswer: Sendable, Equatable {
    /// The number of the instruction (指示の番号).
    public var number: Int
    /// The section; nil for the hearing section (担当課).
    public var section: Wording?
    /// The account of who answers (記入者).
    public var by: Wording
    /// The day (対応日).
    public var on: LocalDate
    /// What was done (対応の内容).
    public var text: Sealed<Wording>

    /// What was done about an instruction (指示への対応).
    public init(
        number: Int, section: Wording?, by: Wording, on: LocalDate, text: Sealed<Wording>
    ) {
        self.number = number
        self.section = section
        self.by = by
        self.on = on
        self.text = text
    }
}

/// An instruction, and what became of it (指示とその対応).
public struct GivenInstruction: Sendable, Equatable {
    /// What was to be done (指示).
    public var instruction: Instruction
    /// What was done; nil: nothing yet (対応).
    public var answer: InstructionAnswer?

    /// An instruction (指示).
    public init(_ instruction: Instruction) { self.instruction = instruction }

    /// Whether it is dealt with, in the words of the office (対応の状況).
    public var japanese: String { answer == nil ? "対応待ち" : "対応済み" }
}

extension ReceivedItem {
    /// Instructs the sections; the number is the next one.
    func instruct(
        _ instruction: Instruction, _ today: LocalDate
    ) throws(ItemRefusal) -> [ResponseEvent] {
        if standing != .open { throw .ended(standing) }
        if retention.erasure != nil { throw .personalErased }
        // What only named persons know of is read through by nobody (DECISIONS C3).
        if plain.handling == .restricted { throw .response(.notCirculated) }
        try require(instruction.post, .post)
        try require(instruction.by, .by)
        try require(instruction.text, .text, limit: ResponseLimits.reason)
        try require(instruction.on, .on, today)
        guard response.instructions.count < ResponseLimits.instructions else {
            throw .response(.tooManyInstructions(limit: ResponseLimits.instructions))
        }
        var instruction = instruction
        instruction.number = response.instructions.count + 1
        return [.instructed(instruction)]
    }

    /// Says what was done about an instruction; number 0 means the first that waits.
    func answer(
        _ answer: InstructionAnswer, _ today: LocalDate
    ) throws(ItemRefusal) -> [ResponseEvent] {
        if retention.erasure != nil { throw .personalErased }
        if let section = answer.section { try require(section: section) }
        try require(answer.by, .by)
        try require(answer.text, .text, limit: ResponseLimits.reason)
        try require(answer.on, .on, today)
        var answer = answer
        if answer.number == 0 {
            answer.number = response.openInstructions.first?.instruction.number ?? 0
        }
        guard response.instructions.indices.contains(answer.number - 1) else {
            throw .response(.noInstruction)
        }
        let given = response.instructions[answer.number - 1]
        if let known = given.answer {
            guard known == answer else { throw .response(.noInstruction) }
            return []
        }
        if answer.on < given.instruction.on {
            throw .response(.answeredBeforeInstruction(given.instruction.on))
        }
        return [.instructionAnswered(answer)]
    }
}
