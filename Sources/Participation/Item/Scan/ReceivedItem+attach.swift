extension ReceivedItem {
    /// The number the next file gets: none is given twice, though a file be taken back
    /// (次の添付番号).
    public var nextScanNumber: Int { scans.count + 1 }

    /// The files that were not taken back (有効な添付).
    public var presentScans: [ItemScan] { scans.filter { !$0.isDetached }.map(\.scan) }

    /// The file of this number, unless it was taken back (添付).
    public func scan(_ number: Int) -> ItemScan? {
        presentScans.first { $0.number == number }
    }

    /// Answers that files are attached (添付の判断).
    func attach(_ files: [NewScan]) throws(ItemRefusal) -> [ItemEvent] {
        guard personal != .erased else { throw .personalErased }
        guard presentScans.count + files.count <= ItemLimits.scans,
            scans.count + files.count <= ItemLimits.scansEver
        else { throw .scansOutOfRange(limit: ItemLimits.scans) }
        if files.contains(where: { $0.name.count > ScanLimits.name }) {
            throw .tooLong(.scans, limit: ScanLimits.name)
        }
        return files.enumerated().map { index, file in
            .scanAttached(
                ItemScan(
                    number: nextScanNumber + index, type: file.type, bytes: file.bytes,
                    pages: file.pages, digest: file.digest, name: .readable(Wording(file.name))))
        }
    }

    /// Answers that a file was attached by mistake (添付の取下げの判断).
    func detach(_ detachment: ScanDetachment) throws(ItemRefusal) -> [ItemEvent] {
        guard let known = scans.first(where: { $0.scan.number == detachment.number }) else {
            throw .noSuchScan(detachment.number)
        }
        if known.isDetached { return [] }
        try require(detachment.reason, .reason, limit: ResponseLimits.reason)
        return [.scanDetached(detachment)]
    }

    /// The item with a file more (状態の更新).
    func attached(_ scan: ItemScan) -> ReceivedItem {
        var item = self
        item.scans.append(AttachedScan(scan))
        return item
    }

    /// The item with a file taken back (状態の更新).
    func detached(_ number: Int) -> ReceivedItem {
        var item = self
        for index in item.scans.indices where item.scans[index].scan.number == number {
            item.scans[index].isDetached = true
        }
        return item
    }
}

extension [AttachedScan] {
    /// The same once their key is destroyed: what they were stays, their names go (名の消去).
    var withoutNames: [AttachedScan] {
        map { attached in
            var attached = attached
            attached.scan.name = .erased
            return attached
        }
    }
}
