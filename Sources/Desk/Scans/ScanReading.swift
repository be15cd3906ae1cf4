import Participation

/// Looks through files and makes pictures of their pages (添付の読取り).
///
/// libvips (with poppler inside it) and qpdf do so, as programs of their own (DESIGN §9): what breaks
/// in them breaks outside Koe.
struct ScanReading: Sendable {
    /// Limits of pictures, each with its name (頁の画像の上限).
    enum Limits {
        /// The longer sides of a picture for a screen, in points: text of a letter on A4 is read well.
        static let picture = (width: 1_400, height: 2_000)
        /// The same for looking whether a page can be read at all.
        static let trial = 64
        /// Programs that run at the same time.
        static let threads = 2
    }

    /// The programs it uses.
    static let programs = ["vips", "vipsheader", "vipsthumbnail", "qpdf"]

    /// Who may hold a file in memory for its picture.
    let turns = FileTurns()
    private let threads = BlockingThreads(most: Limits.threads, name: "koe-scan")
    // A clamd that does not answer holds up no picture.
    private let checks = BlockingThreads(most: 1, name: "koe-clamd")
    /// Where files are looked through for harm; nil: nobody does (ウイルス検査).
    let virusCheck: VirusCheck?

    /// Looks through a file as handed in (添付の確認).
    func examine(_ file: ScanFile) async throws(ScanFault) -> ExaminedScan {
        if let known = file.known {
            return ExaminedScan(
                name: file.name, type: known.type, pages: known.pages, bytes: file.bytes)
        }
        let structure = try ScanStructure(file.bytes)
        if let virusCheck {
            let verdict = await checks.run { virusCheck.verdict(on: file.bytes) }
            switch verdict {
            case .clean: break
            case .infected(let name): throw .infected(name)
            case .noAnswer: throw .later("ウイルス検査の応答がありません。")
            case .tooLarge: throw .later("ウイルス検査の大きさの上限を超えています。担当者に確かめてください。")
            }
        }
        var pages = structure.pages ?? 0
        if structure.pages == nil {
            let count = try await run(
                Self.vips("vipsheader", ["-f", "n-pages", "stdin"], structure.type), file.bytes,
                structure.type)
            let digits = count.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            pages = Int(String(decoding: digits, as: UTF8.self)) ?? 0
        }
        if pages < 1 { throw .unreadable(structure.type) }
        if pages > ScanLimits.pages { throw .tooManyPages }
        for page in Set([1, pages]) {
            _ = try await picture(
                of: page, in: file.bytes, structure.type,
                size: "\(Limits.trial)x\(Limits.trial)", mustBeWhole: true)
        }
        return ExaminedScan(
            name: file.name, type: structure.type, pages: pages, bytes: file.bytes)
    }

    /// A page as a JPEG for a screen, without what a camera noted beside it (頁の画像).
    func picture(
        of page: Int, in bytes: [UInt8], _ type: ScanType
    ) async throws(ScanFault) -> [UInt8] {
        // A page of a program has no points of its own; a photograph is not blown up.
        let size = "\(Limits.picture.width)x\(Limits.picture.height)"
        return try await picture(of: page, in: bytes, type, size: type == .pdf ? size : size + ">")
    }

    private func picture(
        of page: Int, in bytes: [UInt8], _ type: ScanType, size: String, mustBeWhole: Bool = false
    ) async throws(ScanFault) -> [UInt8] {
        let place: String? =
            switch type {
            case .pdf, .tiff: "page=\(page - 1)"
            case .jpeg, .png: nil
            }
        let options = [place, mustBeWhole ? "fail-on=truncated" : nil].compactMap(\.self)
        let source = "stdin[\(options.joined(separator: ","))]"
        return try await run(
            Self.vips(
                "vipsthumbnail",
                [
                    source, "--size", size, "--export-profile", "srgb", "-o",
                    ".jpg[Q=80,strip,background=255]",
                ], type), bytes, type)
    }

    /// Some pages of a file as a file of their own; of a TIFF one page, as PNG: what libvips writes of
    /// several does not go through a pipe (頁の切出し).
    func extract(
        _ pages: ClosedRange<Int>, of bytes: [UInt8], _ type: ScanType
    ) async throws(ScanFault) -> [UInt8] {
        switch type {
        case .jpeg, .png: return bytes
        case .pdf:
            let range = "\(pages.lowerBound)-\(pages.upperBound)"
            let tool = ScanTool(
                program: "qpdf",
                arguments: [
                    "/dev/stdin", "--warning-exit-0", "--deterministic-id", "--pages", ".", range,
                    "--", "-",
                ])
            return try await run(tool, bytes, type)
        case .tiff:
            let part = "stdin[page=\(pages.lowerBound - 1)]"
            return try await run(Self.vips("vips", ["copy", part, ".png"], type), bytes, type)
        }
    }

    private func run(
        _ tool: ScanTool, _ bytes: [UInt8], _ type: ScanType
    ) async throws(ScanFault) -> [UInt8] {
        switch await threads.run({ tool.run(on: bytes) }) {
        case .success(let output): return output
        case .failure(.refused): throw .unreadable(type)
        case .failure(.notStarted): throw .later("添付を読み取るプログラムを起動できません。")
        case .failure(.missing(let program)):
            throw .later("添付を読み取るプログラム(\(program))が入っていません。管理者に連絡してください。")
        }
    }

    /// One thread of its own, never a file, and only readers that are made for bytes of strangers;
    /// the one for PDF is not counted among them and is let in for PDF alone.
    private static func vips(
        _ program: String, _ arguments: [String], _ type: ScanType
    ) -> ScanTool {
        // Its compiler for vector code would want a file to put that into.
        var environment = [
            "VIPS_CONCURRENCY": "1", "VIPS_DISC_THRESHOLD": "2g", "VIPS_NOVECTOR": "1",
        ]
        if type != .pdf { environment["VIPS_BLOCK_UNTRUSTED"] = "1" }
        return ScanTool(program: program, arguments: arguments, environment: environment)
    }
}
