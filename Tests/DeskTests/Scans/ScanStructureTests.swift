import Participation
import Testing

@testable import Desk

@Suite("添付の種類は中身で決まる")
struct ScanStructureTests {
    private func fault(_ bytes: [UInt8]) -> ScanFault? {
        do throws(ScanFault) {
            _ = try ScanStructure(bytes)
            return nil
        } catch {
            return error
        }
    }

    private static func big(_ number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    /// The head of a PNG that says it is so large.
    static func png(_ width: UInt32, _ height: UInt32) -> [UInt8] {
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + big(13) + Array("IHDR".utf8)
            + big(width) + big(height) + [8, 2, 0, 0, 0] + big(0)
    }

    /// A TIFF of so many pages of one point, or one whose last page leads back to the first.
    static func tiff(pages: Int, isCircle: Bool = false) -> [UInt8] {
        func little(_ number: Int, _ bytes: Int) -> [UInt8] {
            (0..<bytes).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
        }
        let directory = 2 + 2 * 12 + 4
        var bytes: [UInt8] = [0x49, 0x49, 0x2A, 0] + little(8, 4)
        for page in 1...pages {
            let last = isCircle ? 8 : 0
            bytes += little(2, 2)
            for tag in [256, 257] {
                bytes += little(tag, 2) + little(3, 2) + little(1, 4) + little(1, 4)
            }
            bytes += little(page < pages ? 8 + page * directory : last, 4)
        }
        return bytes
    }

    @Test("PDF・JPEG・PNG・TIFF を見分け、頁を数える")
    func types() throws {
        #expect(try ScanStructure(Fixture.bytes("Scans/letters.pdf")).type == .pdf)
        #expect(try ScanStructure(Fixture.bytes("Scans/photo.jpg")).type == .jpeg)
        #expect(try ScanStructure(Fixture.bytes("Scans/picture.png")).type == .png)
        let fax = try ScanStructure(Fixture.bytes("Scans/fax.tif"))
        #expect(fax.type == .tiff && fax.pages == 3)
    }

    @Test(
        "それ以外のものは、名前が何であっても受け付けない",
        arguments: [
            "<!DOCTYPE html><title>letter.pdf</title>",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "GIF89a", "PK\u{3}\u{4}", "RIFF....WEBP",
            " %PDF-1.4 %%EOF", "x",
        ])
    func others(text: String) {
        #expect(fault(Array(text.utf8)) == .unknownType)
    }

    @Test("空のもの、途中で切れたもの、大きすぎるものは断る")
    func broken() throws {
        #expect(fault([]) == .empty)
        let pdf = try Fixture.bytes("Scans/letters.pdf")
        #expect(fault(Array(pdf.dropLast(200))) == .unreadable(.pdf))
        for count in [3, 4, 20, 100] {
            let jpeg = try Fixture.bytes("Scans/photo.jpg").prefix(count)
            #expect(fault(Array(jpeg)) == .unreadable(.jpeg), "\(count)")
        }
        for count in [8, 12, 20] {
            let png = try Fixture.bytes("Scans/picture.png").prefix(count)
            #expect(fault(Array(png)) == .unreadable(.png), "\(count)")
        }
        let tiff = try Fixture.bytes("Scans/fax.tif")
        for count in [4, 8] {
            #expect(fault(Array(tiff.prefix(count))) == .unreadable(.tiff), "\(count)")
        }
        #expect(fault([UInt8](repeating: 0x20, count: ScanLimits.bytes + 1)) == .tooLarge)
    }

    @Test("画素・頁が多すぎるもの、堂々巡りのTIFFは、開く前に断る")
    func bombs() {
        #expect(fault(Self.png(60_000, 60_000)) == .tooManyPixels)
        #expect(fault(Self.png(.max, .max)) == .tooManyPixels)
        #expect(fault(Self.png(0, 10)) == .unreadable(.png))
        #expect(fault(Self.tiff(pages: 300)) == .tooManyPages)
        #expect(fault(Self.tiff(pages: ScanLimits.pages)) == nil)
        #expect(fault(Self.tiff(pages: 3, isCircle: true)) == .unreadable(.tiff))
    }
}
