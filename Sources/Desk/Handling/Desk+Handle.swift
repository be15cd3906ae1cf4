import Crypto
import EventLog
public import FoundationEssentials
public import Participation

// Handling a command: load what happened, fold it, let the city's rules decide, seal what is
// personal, record it; decide anew when somebody else was quicker.
extension Desk {
    /// Handles a command of any decider on one stream (命令の処理).
    ///
    /// - Parameters:
    ///   - command: what is asked.
    ///   - id: which lecture, item or gathering it is asked of.
    ///   - version: the version of it the caller has seen; `nil`: whatever it is now.
    ///   - actor: who records it: a staff account or a component.
    ///   - commandID: identifies the request. Repeated under the same id it is recorded once and
    ///     gives the first answer; something else under it is ``DeskError/commandReused(_:)``.
    /// - Returns: where and how much was recorded.
    /// - Throws: ``DeskError``; nothing was recorded, except where it says `outcomeUnknown`.
    public func handle<Deciding: RecordedDecider>(
        _ command: Deciding.Command, of _: Deciding.Type, stream id: UUID,
        expecting version: Int32? = nil, actor: String?, command commandID: UUID?
    ) async throws(DeskError) -> Handled {
        let stream = StreamName(category: Deciding.streamCategory, id: id)
        do {
            return try await settle(
                Deciding.self, on: stream, actor: actor, as: commandID.map(Identity.outcome),
                expecting: version
            ) { state in
                try Deciding.decide(command, state)
            }.handled
        } catch {
            throw DeskError(error)
        }
    }

    /// How a command is known again when it is repeated (指示の同定).
    enum Identity {
        /// By what was asked, digested by the caller.
        case asked(UUID, digest: [UInt8])
        /// By the events it leads to from where it was first decided. Commands need no spelling of
        /// their own then, and a clock that has gone on changes nothing.
        case outcome(UUID)

        var id: UUID {
            switch self {
            case .asked(let id, _), .outcome(let id): id
            }
        }
    }

    /// What became of a command, and what had happened before it; empty for a new stream.
    struct Settled {
        let handled: Handled
        let history: [RecordedEvent]
    }

    /// The loop itself; `decide` may be called several times.
    /// - Parameters:
    ///   - key: the stream's key, where it is at hand already.
    ///   - known: what has been read of the stream just now; none of a stream whose id is new.
    ///   - version: the version the caller has seen; another one is ``DeskError/changed(version:)``.
    ///   - opening: whether the decision looks at sealed parts.
    ///   - enclosures: what the decision wants recorded beside its events.
    func settle<Deciding: RecordedDecider>(
        _: Deciding.Type, on stream: StreamName, key: SymmetricKey? = nil,
        known: [RecordedEvent]? = nil, actor: String?, as identity: Identity?,
        expecting version: Int32? = nil, opening: Bool = true,
        enclosing enclosures: Enclosures? = nil,
        _ decide: (Deciding) async throws -> [Deciding.Event]
    ) async throws -> Settled {
        var attempt = 0
        var known = known
        var (stream, key) = (stream, key)
        while true {
            attempt += 1
            let history: [RecordedEvent]
            if let known { history = known } else { history = try await log.read(stream) }
            known = nil
            if let identity,
                let start = history.firstIndex(where: { $0.correlation == identity.id })
            {
                let digest =
                    switch identity {
                    case .asked(_, let digest): digest
                    case .outcome:
                        self.digest(
                            of: try await decide(
                                try await fold(
                                    Array(history[..<start]), as: Deciding.self, opening: opening)
                            ).map(Deciding.Coding.encode), on: stream)
                    }
                return Settled(
                    handled: try await repeated(
                        history[start], in: history, Command(id: identity.id, digest: digest)),
                    history: history)
            }
            let last = history.last
            if let version, version != last?.version {
                throw DeskError.changed(version: last?.version ?? 0)
            }
            let events = try await decide(
                try await fold(history, as: Deciding.self, opening: opening))
            guard !events.isEmpty else {
                return Settled(
                    handled: Handled(
                        position: last?.position ?? 0, version: last?.version ?? 0, events: 0),
                    history: history)
            }
            let coded = events.map(Deciding.Coding.encode)
            let command: Command? =
                switch identity {
                case nil: nil
                case .asked(let id, let digest)?: Command(id: id, digest: digest)
                case .outcome(let id)?: Command(id: id, digest: digest(of: coded, on: stream))
                }
            do {
                let appended = try await append(
                    coded, to: stream, key: key, after: history, command: command, actor: actor,
                    enclosing: enclosures?.sealed ?? [])
                // Another process was asked the same at the same moment: its answer is the first.
                if appended.isRepeat, attempt < HandlingLimits.attempts, let command {
                    stream = try await log.stream(of: command.id) ?? stream
                    key = nil
                    continue
                }
                return Settled(
                    handled: Handled(
                        position: appended.lastPosition,
                        version: (history.last?.version ?? 0) + Int32(coded.count),
                        events: coded.count),
                    history: history)
            } catch AppendError.conflict where attempt < HandlingLimits.attempts {
                continue
            }
        }
    }

    // MARK: Repeated commands

    /// The answer given the first time.
    ///
    /// The log itself knows whether this is the same request or another one under the same id:
    /// offered an event it has, it answers "repeated" or "reused" and records nothing, because the
    /// stream is expected not to exist.
    private func repeated(
        _ first: RecordedEvent, in history: [RecordedEvent], _ command: Command
    ) async throws -> Handled {
        let same = NewEvent(
            type: first.type, schemaVersion: first.schemaVersion, payload: first.payload,
            sealed: first.sealed)
        let answer = try await log.append(
            Append([Append.Write(first.stream, expecting: .none, [same])], command: command))
        // What went into streams of its own with it is not counted.
        let own = history.filter {
            (answer.firstPosition...answer.lastPosition).contains($0.position)
        }
        return Handled(
            position: answer.lastPosition, version: own.last?.version ?? first.version,
            events: own.count)
    }

    /// Keyed, because what is recorded may be personal and the log keeps the digest for ever.
    private func digest(of events: [CodedEvent], on stream: StreamName) -> [UInt8] {
        var mac = HMAC<SHA256>(key: keyring.derivedKey("command"))
        mac.update(data: Array("\(stream)".utf8))
        for event in events {
            for part in [Array(event.type.utf8), event.payload, event.personal ?? []] {
                // With its length before it, no part can pass for the end of another.
                mac.update(data: Array("\n\(part.count):".utf8))
                mac.update(data: part)
            }
        }
        return Array(mac.finalize())
    }

    // MARK: Loading and recording

    /// The state after what happened (状態の復元).
    /// - Parameter opening: whether sealed parts are opened; without, they read as erased, and
    ///   everything that can be counted is the same.
    func fold<Deciding: RecordedDecider>(
        _ history: [RecordedEvent], as _: Deciding.Type, opening: Bool = true
    ) async throws -> Deciding {
        try await decode(history, as: Deciding.self, opening: opening)
            .reduce(Deciding.initial, Deciding.evolve)
    }

    /// The events of a stream, its sealed parts opened with the stream's key for the program itself:
    /// what a person gets to read goes through ``decode(_:as:for:showing:)``.
    func decode<Deciding: RecordedDecider>(
        _ history: [RecordedEvent], as _: Deciding.Type, opening: Bool = true
    ) async throws -> [Deciding.Event] {
        guard opening, let stream = history.first?.stream else {
            return try decode(history, as: Deciding.self, with: nil)
        }
        let key = history.hasReadableParts ? try await keyring.key(of: stream) : nil
        let apart = try await openApart(history, by: Deciding.Coding.self)
        return try decode(history, as: Deciding.self, with: key, apart: apart)
    }

    /// The same with a key that is there already; without one, sealed parts read as erased.
    ///
    /// What happened to the keeping of a lecture or a gathering is left out: it is not theirs to tell.
    /// - Parameter apart: what was sealed in streams of its own, as far as it was opened.
    func decode<Deciding: RecordedDecider>(
        _ history: [RecordedEvent], as _: Deciding.Type, with key: SymmetricKey?,
        apart: [OpenedApart] = []
    ) throws -> [Deciding.Event] {
        let opened = Dictionary(apart.map { ($0.stream, $0.bytes) }) { first, _ in first }
        return try history.filter { !$0.isKeeping }.map { recorded in
            if let stream = try Deciding.Coding.apart(of: recorded) {
                return try Deciding.Coding.decode(
                    recorded, opened: opened[stream].map(Opened.bytes) ?? .erased)
            }
            let opened: Opened? = try recorded.sealed.map { sealed in
                guard let key else { return .erased }
                return .bytes(
                    try Seal.open(sealed, with: key, stream: recorded.stream, type: recorded.type))
            }
            return try Deciding.Coding.decode(recorded, opened: opened)
        }
    }

    /// Records events after what was read of their stream; what is personal is sealed.
    func append(
        _ events: [CodedEvent], to stream: StreamName, key known: SymmetricKey? = nil,
        after history: [RecordedEvent], command: Command?, actor: String?,
        enclosing enclosures: [[UInt8]] = []
    ) async throws -> Appended {
        let isPersonal = events.contains { $0.personal != nil && $0.apart == nil }
        // Under a key of its own, too: no disposal would come by here again.
        if events.contains(where: { $0.personal != nil }), history.contains(where: \.isErasure) {
            throw DeskError.declined([
                Refused(
                    field: "erasure", japanese: "個人情報は消去済みのため、氏名・理由・説明などは記録できません。")
            ])
        }
        // The key is durable before the event that needs it: a crash in between leaves a key
        // without an event, which is swept, never an event nobody can read.
        var key = known
        if key == nil, isPersonal {
            key = try await keyring.keys(creating: [stream])[stream]
        }
        let expected: ExpectedVersion = history.last.map { .seen($0.version) } ?? .none
        let own = Append.Write(
            stream, expecting: expected, try sealed(events, for: stream, with: key))
        return try await log.append(
            Append(
                [own] + (try await apart(events, from: stream)), command: command, actor: actor,
                enclosures: enclosures))
    }

    /// The events as the log keeps them; without a key nothing personal can be among them.
    func sealed(
        _ events: [CodedEvent], for stream: StreamName, with key: SymmetricKey?
    ) throws -> [NewEvent] {
        try events.map { event in
            NewEvent(
                type: event.type, schemaVersion: event.schemaVersion, payload: event.payload,
                sealed: try event.beside.map { personal in
                    guard let key else { throw KeyringError.destroyed(stream) }
                    return try Seal.seal(personal, with: key, stream: stream, type: event.type)
                })
        }
    }
}
