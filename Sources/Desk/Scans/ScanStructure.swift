import Participation

/// What a file is by its first bytes, and whether what follows hangs together (添付の構造).
///
/// Neither name nor declared type is looked at. Only what must be known before another program may
/// open it: the type, how many pages it says it has, and how large they are. Whether it is whole, that
/// program finds out.
struct ScanStructure: Equatable {
    let type: ScanType
    /// Its pages; nil where only a program can tell.
    let pages: Int?

    init(_ bytes: [UInt8]) throws(ScanFault) {
        if bytes.isEmpty { throw .empty }
        if bytes.count > ScanLimits.bytes { throw .tooLarge }
        var reader = ScanBytes(bytes)
        if reader.begins(with: Array("%PDF-".utf8)) {
            try Self.checkPDF(reader)
            (type, pages) = (.pdf, nil)
        } else if reader.begins(with: Self.png) {
            try Self.checkPNG(reader)
            (type, pages) = (.png, 1)
        } else if reader.begins(with: [0xFF, 0xD8, 0xFF]) {
            try Self.checkJPEG(reader)
            (type, pages) = (.jpeg, 1)
        } else if reader.begins(with: [0x49, 0x49, 0x2A, 0]) {
            reader.isLittleEndian = true
            (type, pages) = (.tiff, try Self.pagesOfTIFF(reader))
        } else if reader.begins(with: [0x4D, 0x4D, 0, 0x2A]) {
            (type, pages) = (.tiff, try Self.pagesOfTIFF(reader))
        } else {
            throw .unknownType
        }
    }

    // MARK: PDF

    /// The end must be there, where programs look for it (ISO 32000-1, annex H.3, note 18).
    private static func checkPDF(_ reader: ScanBytes) throws(ScanFault) {
        guard reader.bytes.suffix(1_024).contains(Array("%%EOF".utf8)) else {
            throw .unreadable(.pdf)
        }
    }

    // MARK: PNG

    private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// Its first chunk says how large it is (ISO/IEC 15948, 11.2.2).
    private static func checkPNG(_ reader: ScanBytes) throws(ScanFault) {
        guard reader.number(at: 12, bytes: 4) == 0x4948_4452,
            let width = reader.number(at: 16, bytes: 4),
            let height = reader.number(at: 20, bytes: 4)
        else { throw .unreadable(.png) }
        try check(width, height, .png)
    }

    // MARK: JPEG

    /// Segment after segment to the one that says how large it is (ITU-T T.81, annex B).
    private static func checkJPEG(_ reader: ScanBytes) throws(ScanFault) {
        var place = 2
        while let marker = reader.number(at: place, bytes: 2), marker >> 8 == 0xFF {
            switch marker & 0xFF {
            case 0xFF:
                place += 1
                continue
            case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
                guard let height = reader.number(at: place + 5, bytes: 2),
                    let width = reader.number(at: place + 7, bytes: 2)
                else { throw .unreadable(.jpeg) }
                return try check(width, height, .jpeg)
            case _:
                guard let length = reader.number(at: place + 2, bytes: 2), length >= 2 else {
                    throw .unreadable(.jpeg)
                }
                place += 2 + length
            }
        }
        throw .unreadable(.jpeg)
    }

    // MARK: TIFF

    /// The chain of directories, one for each page; one that comes again makes it a circle (TIFF 6.0,
    /// section 2).
    private static func pagesOfTIFF(_ reader: ScanBytes) throws(ScanFault) -> Int {
        var pages = 0
        var seen: Set<Int> = []
        guard var place = reader.number(at: 4, bytes: 4) else { throw .unreadable(.tiff) }
        while place != 0 {
            guard seen.insert(place).inserted, let entries = reader.number(at: place, bytes: 2)
            else { throw .unreadable(.tiff) }
            pages += 1
            if pages > ScanLimits.pages { throw .tooManyPages }
            var (width, height) = (0, 0)
            for entry in 0..<entries {
                let start = place + 2 + entry * 12
                guard let tag = reader.number(at: start, bytes: 2),
                    let kind = reader.number(at: start + 2, bytes: 2)
                else { throw .unreadable(.tiff) }
                guard tag == 256 || tag == 257 else { continue }
                // SHORT or LONG.
                let value = reader.number(at: start + 8, bytes: kind == 3 ? 2 : 4) ?? 0
                if tag == 256 { width = value } else { height = value }
            }
            try check(width, height, .tiff)
            guard let next = reader.number(at: place + 2 + entries * 12, bytes: 4) else {
                throw .unreadable(.tiff)
            }
            place = next
        }
        guard pages > 0 else { throw .unreadable(.tiff) }
        return pages
    }

    private static func check(_ width: Int, _ height: Int, _ type: ScanType) throws(ScanFault) {
        guard width > 0, height > 0 else { throw .unreadable(type) }
        let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
        if overflow || pixels > ScanLimits.pixels { throw .tooManyPixels }
    }
}

/// Bytes somebody else made: nothing beyond their end is ever read (読取り中のバイト列).
struct ScanBytes {
    let bytes: [UInt8]
    var isLittleEndian = false

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    func begins(with start: [UInt8]) -> Bool { bytes.starts(with: start) }

    /// A number of so many bytes; nil when it does not lie within.
    func number(at place: Int, bytes count: Int) -> Int? {
        guard place >= 0, place <= bytes.count - count else { return nil }
        let part = bytes[place..<place + count]
        return isLittleEndian
            ? part.reversed().reduce(0) { $0 << 8 | Int($1) } : part.reduce(0) { $0 << 8 | Int($1) }
    }
}
