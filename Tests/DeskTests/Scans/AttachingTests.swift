import EventLog
import Foundation
import Participation
import Postgres
import TestSupport
import Testing

@testable import Desk

@Suite("添付を記録し、開き、消す")
struct AttachingTests {
    private static let name = "根室花子の手紙\u{E0100}.pdf"
    private static let command = UUID(
        uuid: (9, 2, 3, 4, 5, 6, 0x47, 8, 0x89, 10, 11, 12, 13, 14, 15, 16))

    private static func letters() throws -> ScanFile {
        ScanFile(name: name, bytes: try Fixture.bytes("Scans/letters.pdf"))
    }

    private static func photo() throws -> ScanFile {
        ScanFile(name: "写真.jpg", bytes: try Fixture.bytes("Scans/photo.jpg"))
    }

    private static func opening() throws -> Opening {
        try #require(Opening(actor: "sato", reason: "転記のため"))
    }

    private func enclosures(_ city: TestCity) async throws -> Int64 {
        try await city.pool.execute("SELECT count(*) FROM log.enclosure")[0].get(0)
    }

    @Test("手紙とともに受け付けた添付は、同じ追記に入り、封印され、元のまま取り出せる")
    func receives() async throws {
        try await KeepingCity.with { keeping in
            let (desk, city) = (keeping.desk, keeping.city)
            let id = try await keeping.letter {
                $0.files = [try? Self.letters(), try? Self.photo()].compactMap(\.self)
            }
            let history = try await city.log.read(keeping.stream(id))
            #expect(
                history.map(\.type) == ["ItemReceived", "ItemScanAttached", "ItemScanAttached"])
            #expect(Set(history.map(\.recordedAt)).count == 1)
            let item = try await desk.item(id).item
            #expect(item.plain.scans == 2 && item.presentScans.map(\.pages) == [3, 1])
            // Neither the name nor anything of the file stands readable anywhere.
            let stored = try await city.pool.execute("SELECT bytes FROM log.enclosure")
            for row in stored {
                let bytes: [UInt8] = try row.get(0)
                #expect(!bytes.contains(Array("%PDF".utf8)) && !bytes.contains([0xFF, 0xD8, 0xFF]))
            }
            for event in history {
                #expect(!(event.payload + (event.sealed ?? [])).contains(Array(Self.name.utf8)))
            }
            let entries = try await desk.item(id).entries
            #expect(entries.first { $0.field == .scans }?.text == "添付1 ●●●(PDF、3頁)、添付2 ●●●(JPEG)")

            guard
                case .readable(let scan) = try await desk.scan(1, of: id, opening: Self.opening())
            else { throw Unexpected() }
            #expect(scan.bytes == (try Self.letters().bytes) && scan.name == Self.name)
            let records = try await desk.openings(
                by: "sato", of: id, from: desk.today, through: desk.today)
            #expect(records.map(\.part) == [.scan])
            #expect(try await Self.verified(city) == nil)
        }
    }

    @Test("あとから添付し、取り下げる。同じ指示は一度だけ記録され、別の内容なら断られる")
    func attaches() async throws {
        try await KeepingCity.with { keeping in
            let desk = keeping.desk
            let id = try await keeping.letter()
            func attach(_ files: [ScanFile]) async throws(DeskError) -> Handled {
                try await desk.attach(files, to: id, actor: "t", command: Self.command)
            }
            let first = try await attach([Self.photo()])
            #expect(first.events == 1 && first.version == 2)
            #expect(try await attach([Self.photo()]).position == first.position)
            #expect(try await enclosures(keeping.city) == 1)
            await #expect { try await attach([Self.letters()]) } throws: {
                if case DeskError.commandReused? = $0 as? DeskError { true } else { false }
            }
            let reason = Sealed.readable(Wording("別の手紙のスキャンだった"))
            try await keeping.handle(
                .detach(ScanDetachment(number: 1, reason: reason)), of: id)
            await #expect { try await desk.scan(1, of: id, opening: Self.opening()) } throws: {
                if case DeskError.notFound? = $0 as? DeskError { true } else { false }
            }
            let told = try await desk.history(of: id, opening: Self.opening())
            #expect(told.map(\.title) == ["受付", "添付", "添付の取下げ"])
            #expect(told.last?.reason == "別の手紙のスキャンだった")
            #expect(told[1].changes.map(\.new) == ["添付1 写真.jpg(JPEG)"])
            #expect(try await enclosures(keeping.city) == 1, "nothing is deleted")
            #expect(try await Self.verified(keeping.city) == nil)
        }
    }

    @Test("読めない添付が一つでもあれば、一行で断り、何も記録しない")
    func refuses() async throws {
        try await KeepingCity.with { keeping in
            let html = ScanFile(name: "letter.pdf", bytes: Array("<html></html>".utf8))
            let position = try await keeping.city.log.headPosition()
            do {
                _ = try await keeping.letter { $0.files = [(try? Self.photo()) ?? html, html] }
                Issue.record("an HTML page was taken as a scan")
            } catch let error as DeskError {
                #expect(
                    error.description
                        == "scans: 2番目の添付ファイルはPDF・JPEG・PNG・TIFFのいずれでもありません。")
            }
            #expect(try await keeping.city.log.headPosition() == position)
            #expect(try await enclosures(keeping.city) == 0)
            // No number was used up.
            let id = try await keeping.letter()
            #expect(try await keeping.desk.item(id).item.plain.receiptNumber.serial == 1)
        }
    }

    @Test("消去すると、名前も中身も誰にも読めず、集計も台帳の証明も変わらない")
    func erases() async throws {
        try await KeepingCity.with { keeping in
            let (desk, city) = (keeping.desk, keeping.city)
            let id = try await keeping.letter {
                $0.files = [try? Self.letters()].compactMap(\.self)
            }
            let root = try await city.log.headRoot().root
            let before = try await city.log.headPosition()
            let scan = try #require(try await desk.item(id).item.presentScans.first)
            _ = try await desk.erase([id], on: .entryError(.trial), actor: "t")
            #expect(try await desk.scan(1, of: id, opening: Self.opening()) == .erased)
            let item = try await desk.item(id, opening: Self.opening()).item
            #expect(item.presentScans.map(\.name) == [.erased] && item.plain.scans == 1)
            // The ciphertext stays where the log names it, and no key opens it any more.
            let digest = try #require(Digest(hex: scan.digest))
            #expect(try await city.log.enclosure(digest) != nil)
            #expect(try await city.keyring.key(of: keeping.stream(id)) == nil)
            #expect(try await Self.verified(city) == nil)
            #expect(try await city.log.headRoot().root != root)
            let proof = try await city.log.proveConsistency(
                from: before, to: try await city.log.headPosition())
            #expect(!proof.path.isEmpty)
            await #expect {
                try await desk.attach([Self.photo()], to: id, actor: "t", command: nil)
            } throws: {
                guard case DeskError.refused(let refusals)? = $0 as? DeskError else {
                    return false
                }
                return refusals == [.personalErased]
            }
        }
    }

    @Test("添付が一字でも変わるか無くなると、検証がその位置を言う")
    func verifies() async throws {
        for damage in [
            "UPDATE log.enclosure SET bytes = set_byte(bytes, 40, get_byte(bytes, 40) # 1)",
            "DELETE FROM log.enclosure",
        ] {
            try await KeepingCity.with { keeping in
                try await keeping.letter()
                try await keeping.letter { $0.files = [try? Self.photo()].compactMap(\.self) }
                #expect(try await Self.verified(keeping.city) == nil)
                let owner = try await keeping.city.superuser()
                _ = try await owner.execute("ALTER TABLE log.enclosure DISABLE TRIGGER ALL")
                _ = try await owner.execute(
                    "ALTER TABLE log.enclosure DROP CONSTRAINT enclosure_digest_is_of_bytes")
                _ = try await owner.execute(Query(unsafeSQL: damage))
                await owner.close()
                #expect(
                    try await Self.verified(keeping.city)
                        == "the bytes the event names are missing or not as they were")
                let head = try await keeping.city.log.headPosition()
                let found = try await keeping.city.log.verify(enclosures: ItemScanCoding.naming)
                #expect(found.damage?.position == head)
            }
        }
    }

    @Test("閲覧許可は、その人・その案件・その時間だけのもの")
    func leave() async throws {
        try await KeepingCity.with { keeping in
            let (desk, item, other) = (keeping.desk, UUID(), UUID())
            let account = UUID()
            let leave = desk.scanLeave(for: item, to: account).text
            #expect(desk.isLeave(leave, for: item, to: account))
            #expect(!desk.isLeave(leave, for: other, to: account))
            #expect(!desk.isLeave(leave, for: item, to: other))
            let later = leave.replacing(/^[0-9]+/, with: "99999999999")
            #expect(!desk.isLeave(later, for: item, to: account))
            for text in ["", "-", "1-", leave + "0", String(leave.dropLast())] {
                #expect(!desk.isLeave(text, for: item, to: account))
            }
            keeping.city.clock.advance(by: (ScanLeave.seconds + 1) * 1_000_000)
            #expect(!desk.isLeave(leave, for: item, to: account))
        }
    }

    @Test(
        "保存するときの名前は、よその場所を指さない",
        arguments: [
            ("../../etc/passwd", "_.._etc_passwd"), ("一\r\n二.pdf", "一__二.pdf"),
            ("", "添付4.pdf"), ("..", "添付4.pdf"), ("𠮷野家.pdf", "𠮷野家.pdf"),
            ("a\u{202E}fdp.exe", "a_fdp.exe"),
        ])
    func safeNames(name: String, safe: String) {
        let scan = ScanContent(number: 4, type: .pdf, pages: 1, name: name, bytes: [])
        #expect(scan.safeName == safe)
    }

    private static func verified(_ city: TestCity) async throws -> String? {
        try await city.log.verify(enclosures: ItemScanCoding.naming).damage?.reason
    }

    private struct Unexpected: Error {}
}
