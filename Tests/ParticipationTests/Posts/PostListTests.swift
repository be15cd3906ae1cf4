import Participation
import Testing

@Suite("職員配置表")
struct PostListTests {
    private static let posts = [
        Post(name: "道路係長", rank: .chief, sections: ["土木課"], holder: "高橋"),
        Post(
            name: "土木課長", rank: .section, sections: ["土木課"], holder: "田中",
            deputies: ["土木課長補佐", "道路係長"]),
        Post(name: "土木課長補佐", rank: nil, holder: "渡辺"),
        Post(name: "公園課長", rank: .section, sections: ["公園課"], holder: "伊藤"),
        Post(name: "建設部長", rank: .department, sections: ["土木課", "公園課"], holder: "山本"),
        Post(name: "副市長", rank: .deputyMayor, holder: "中村"),
        Post(name: "市長", rank: .mayor, holder: "小林", deputies: ["副市長"]),
    ]
    private static let list = PostList(effectiveOn: .on("2026-04-01"), posts: posts)

    private func names(_ steps: [ApprovalStep]) -> [String] {
        steps.map { ($0.isConsultation ? "合議:" : "") + $0.post.text }
    }

    @Test("軽易な事項は課長の専決、その他は市長まで。関係課の課長は合議")
    func routes() throws {
        #expect(
            names(try Self.list.route(for: "土木課", isMinor: true)) == ["道路係長", "土木課長"])
        #expect(
            names(try Self.list.route(for: "土木課", consulting: ["公園課"], isMinor: false))
                == ["道路係長", "土木課長", "建設部長", "合議:公園課長", "副市長", "市長"])
        #expect(
            names(try Self.list.route(for: "土木課", consulting: ["公園課"], isMinor: true))
                == ["道路係長", "合議:公園課長", "土木課長"])
    }

    @Test("欠員で代決者もない職と、上の職と同じ人の職は飛ばす。決裁者がなければ断る")
    func vacancies() throws {
        var list = Self.list
        list.posts[0].holder = nil
        #expect(names(try list.route(for: "土木課", isMinor: true)) == ["土木課長"])
        list = Self.list
        list.posts[1].holder = "山本"
        list.posts[1].tenure = .acting
        #expect(
            names(try list.route(for: "土木課", isMinor: false))
                == ["道路係長", "建設部長", "副市長", "市長"])
        #expect(throws: PostRefusal.noDecidingPost(.section, section: "水道課")) {
            try list.route(for: "水道課", isMinor: true)
        }
    }

    @Test("在職者は承認、代決順位の職の在職者は代決、ほかの人は押せない")
    func manners() throws {
        #expect(try Self.list.manner(of: "田中", for: "土木課長") == .approved)
        #expect(try Self.list.manner(of: "渡辺", for: "土木課長") == .deputised)
        #expect(try Self.list.manner(of: "高橋", for: "土木課長") == .deputised)
        #expect(
            throws: PostRefusal.mayNotStamp("伊藤", post: "土木課長", holder: "田中")
        ) { try Self.list.manner(of: "伊藤", for: "土木課長") }
        #expect(throws: PostRefusal.unknownPost("水道課長")) {
            try Self.list.manner(of: "伊藤", for: "水道課長")
        }
    }

    @Test("表は発令日から次の表まで効く。同じ日の表は置き換え、同じ表は記録しない")
    func book() {
        var next = Self.list
        next.effectiveOn = .on("2026-10-01")
        next.posts[1].holder = "佐々木"
        let book = [PostEvent.listed(next), .listed(Self.list)]
            .reduce(PostBook.initial, PostBook.evolve)
        #expect(book.list(on: .on("2026-03-31")) == nil)
        #expect(book.list(on: .on("2026-09-30")) == Self.list)
        #expect(book.list(on: .on("2026-10-01")) == next)
        Scenario<PostBook>.given(.listed(Self.list)).when(.list(Self.list)).thenNothing()
        var changed = Self.list
        changed.posts[0].holder = "加藤"
        Scenario<PostBook>.given(.listed(Self.list)).when(.list(changed)).then(.listed(changed))
    }

    @Test("同じ職名、知らない代決者、空の表は断る")
    func refusals() {
        var list = Self.list
        list.posts.append(list.posts[0])
        Scenario<PostBook>.given().when(.list(list)).thenRefused(.repeated("道路係長"))
        list = Self.list
        list.posts[0].deputies = ["主任"]
        Scenario<PostBook>.given().when(.list(list)).thenRefused(.unknownPost("主任"))
        list.posts = []
        Scenario<PostBook>.given().when(.list(list)).thenRefused(.empty)
    }

    @Test("CSVを読む。列の順は自由で、職位と区分は日本語でよい")
    func file() {
        let read = PostFile(rows: [
            ["職位", "職名", "所管課", "在職者", "区分", "代決"],
            ["課長", "土木課長", "土木課、河川課", "田中", "兼務", "土木課長補佐 、道路係長"],
            ["", "土木課長補佐", "", "", "", ""],
            ["", "", "", "", "", ""],
            ["主任", "道路主任", "", "", "臨時", ""],
        ])
        #expect(
            Array(read.posts.prefix(2)) == [
                Post(
                    name: "土木課長", rank: .section, sections: ["土木課", "河川課"], holder: "田中",
                    tenure: .concurrent, deputies: ["土木課長補佐", "道路係長"]),
                Post(name: "土木課長補佐", rank: nil),
            ])
        #expect(
            read.problems == [
                PostFileProblem(row: 5, reason: .noSuchRank),
                PostFileProblem(row: 5, reason: .noSuchTenure),
            ])
    }
}
