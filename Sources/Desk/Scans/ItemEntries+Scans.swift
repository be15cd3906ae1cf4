import Participation

extension ItemEntries {
    /// The files of an item, each with its number, its kind and, once opened, its name; before any was
    /// attached, how many there are said to be (添付の表記).
    func scans(of item: ReceivedItem) -> String? {
        let present = item.presentScans
        if present.isEmpty {
            let announced = item.scans.isEmpty ? item.plain.scans : 0
            return announced == 0 ? nil : "\(announced)件"
        }
        return present.map { scan in
            let pages = scan.pages == 1 ? "" : "、\(scan.pages)頁"
            let name =
                switch (isOpened, scan.name) {
                case (true, .readable(let name)): name.text
                case (true, .erased): Self.erased
                case (false, _): Self.masked
                }
            return "添付\(scan.number) \(name)(\(scan.type.japanese)\(pages))"
        }.joined(separator: "、")
    }
}
