extension Master {
    /// Answers a command with the events that follow from it (判断).
    ///
    /// The same list for the same days gives none; for other days only these are recorded.
    /// - Throws: the reason why the list is not taken.
    public static func decide(
        _ command: MasterCommand, _ state: Master
    ) throws(MasterRefusal) -> [MasterEvent] {
        switch command {
        case .define(let list):
            try list.check()
            let known = state.editions[list.effectiveOn]
            guard known?.rows == list.rows else { return list.events }
            return known?.through == list.through
                ? []
                : [
                    .prolonged(
                        MasterProlonged(effectiveOn: list.effectiveOn, through: list.through))
                ]
        }
    }

    /// The state after an event (状態の更新).
    public static func evolve(_ state: Master, _ event: MasterEvent) -> Master {
        var state = state
        switch event {
        case .defined(let list):
            state.editions[list.effectiveOn] = MasterEdition(
                effectiveOn: list.effectiveOn, through: list.through, source: list.source)
        case .listed(let part): state.editions[part.effectiveOn]?.rows += part.rows
        case .prolonged(let change): state.editions[change.effectiveOn]?.through = change.through
        }
        return state
    }
}

extension DefineMaster {
    fileprivate func check() throws(MasterRefusal) {
        guard !rows.isEmpty else { throw .empty }
        guard rows.count <= MasterLimits.rows else { throw .tooManyRows(MasterLimits.rows) }
        guard through >= effectiveOn else { throw .endsBeforeItBegins }
        if source?.isLonger(than: MasterLimits.source) == true {
            throw .sourceTooLong(MasterLimits.source)
        }
        var keys: Set<String> = []
        for row in rows {
            guard row.cells.count == kind.fields.count, let key = kind.key(row.key) else {
                throw .rowMalformed(kind)
            }
            if kind.isUnique, !keys.insert(key).inserted { throw .keyRepeated(row.key) }
        }
    }

    fileprivate var events: [MasterEvent] {
        let head = MasterDefined(
            kind: kind, effectiveOn: effectiveOn, through: through, rows: rows.count,
            source: Wording(unlessBlank: source))
        return [.defined(head)]
            + parts.map { .listed(MasterListed(effectiveOn: effectiveOn, rows: $0)) }
    }

    /// The rows in parts that each fit into one event.
    private var parts: [[MasterRow]] {
        var parts: [[MasterRow]] = []
        var part: [MasterRow] = []
        var bytes = 0
        for row in rows {
            let more = row.cells.reduce(0) { $0 + $1.text.utf8.count + 3 }
            if bytes + more > MasterLimits.partBytes, !part.isEmpty {
                parts.append(part)
                part = []
                bytes = 0
            }
            part.append(row)
            bytes += more
        }
        return parts + [part]
    }
}
