import Foundation
import Participation
import Testing

@testable import Desk

@Suite("添付を外の道具で読む")
struct ScanReadingTests {
    private let reading = ScanReading(virusCheck: nil)

    private func examine(_ bytes: [UInt8]) async -> Result<ExaminedScan, ScanFault> {
        do throws(ScanFault) {
            return .success(try await reading.examine(ScanFile(name: "a", bytes: bytes)))
        } catch {
            return .failure(error)
        }
    }

    @Test(
        "どの種類も、頁数と頁の画像(JPEG)が得られる",
        arguments: [
            ("letters.pdf", ScanType.pdf, 3), ("photo.jpg", .jpeg, 1), ("picture.png", .png, 1),
            ("fax.tif", .tiff, 3),
        ])
    func pictures(name: String, type: ScanType, pages: Int) async throws {
        let scan = try await examine(Fixture.bytes("Scans/\(name)")).get()
        #expect(scan.type == type && scan.pages == pages)
        var pictures: Set<[UInt8]> = []
        for page in 1...pages {
            let picture = try await reading.picture(of: page, in: scan.bytes, type)
            #expect(picture.starts(with: [0xFF, 0xD8, 0xFF]))
            pictures.insert(picture)
        }
        #expect(pictures.count == pages, "each page has a picture of its own")
    }

    @Test("写真に付いている撮影場所は、画像に残らない。向きは直っている")
    func exif() async throws {
        let photo = try Fixture.bytes("Scans/photo.jpg")
        #expect(photo.contains(Array("Exif".utf8)))
        let picture = try await reading.picture(of: 1, in: photo, .jpeg)
        #expect(!picture.contains(Array("Exif".utf8)))
        let (before, after) = (ScanSize(photo), ScanSize(picture))
        #expect(before.width == after.height && before.height == after.width)
    }

    @Test(
        "途中で切れたものは断り、その種類を言う",
        arguments: [
            ("photo.jpg", ScanType.jpeg), ("picture.png", .png), ("fax.tif", .tiff),
        ])
    func truncated(name: String, type: ScanType) async throws {
        let whole = try Fixture.bytes("Scans/\(name)")
        let cut = await examine(Array(whole.prefix(whole.count * 2 / 3)))
        #expect(throws: ScanFault.unreadable(type)) { try cut.get() }
    }

    @Test("PDFらしく始まり終わるだけのものは断る")
    func noPDF() async {
        let outcome = await examine(Array("%PDF-1.7\n<html>\n%%EOF\n".utf8))
        #expect(throws: ScanFault.unreadable(.pdf)) { try outcome.get() }
    }

    @Test("頁を切り出せる")
    func extracts() async throws {
        let pdf = try Fixture.bytes("Scans/letters.pdf")
        let part = try await reading.extract(2...3, of: pdf, .pdf)
        #expect(try await examine(part).get().pages == 2)
        let whole = try await reading.picture(of: 3, in: pdf, .pdf)
        #expect(try await reading.picture(of: 2, in: part, .pdf) == whole)
        let fax = try await reading.extract(2...2, of: Fixture.bytes("Scans/fax.tif"), .tiff)
        #expect(try await examine(fax).get().type == .png)
    }

    @Test("道具は書けず、環境を知らず、限りを超えると止められる")
    func bounds() throws {
        let environment = ScanTool(program: "env", arguments: [])
        #expect(try environment.run(on: []).get() == Array("LC_ALL=C\n".utf8))
        let reading = ScanTool(program: "cat", arguments: ["/dev/stdin"])
        #expect(try reading.run(on: [1, 2, 3]).get() == [1, 2, 3])
        let file = "/tmp/koe-scan-tool-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: file) }
        let writing = ScanTool(program: "dd", arguments: ["of=\(file)", "count=1"])
        #expect(throws: ScanTool.Failure.self) { try writing.run(on: [1]).get() }
        #expect((FileManager.default.contents(atPath: file) ?? Data()).isEmpty)
        let endless = ScanTool(program: "yes", arguments: [])
        #expect(throws: ScanTool.Failure.self) { try endless.run(on: []).get() }
        let missing = ScanTool(program: "no-such-program", arguments: [])
        #expect(throws: ScanTool.Failure.self) { try missing.run(on: []).get() }
    }
}

/// The size a JPEG says it has.
private struct ScanSize {
    var width = 0
    var height = 0

    init(_ jpeg: [UInt8]) {
        let reader = ScanBytes(jpeg)
        var place = 2
        while let marker = reader.number(at: place, bytes: 2),
            let length = reader.number(at: place + 2, bytes: 2)
        {
            if (0xFFC0...0xFFC2).contains(marker) {
                height = reader.number(at: place + 5, bytes: 2) ?? 0
                width = reader.number(at: place + 7, bytes: 2) ?? 0
                return
            }
            place += 2 + length
        }
    }
}
