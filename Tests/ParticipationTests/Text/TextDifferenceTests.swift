import Participation
import Testing

@Suite("新旧の対照")
struct TextDifferenceTests {
    @Test("変わった語だけが、削除と追加として並ぶ")
    func words() {
        let difference = TextDifference(
            from: "除雪は朝7時までに行います。", to: "除雪は朝6時までに、毎日行います。")
        #expect(
            difference.pieces == [
                .kept("除雪は朝"), .removed("7"), .inserted("6"), .kept("時までに"), .removed("行"),
                .inserted("、毎日行"), .kept("います。"),
            ])
    }

    @Test("同じ文なら一片、どちらかが空なら全て追加か削除")
    func edges() {
        #expect(TextDifference(from: "", to: "").pieces == [])
        #expect(TextDifference(from: "回答\n", to: "回答\n").pieces == [.kept("回答\n")])
        #expect(TextDifference(from: "", to: "回答").pieces == [.inserted("回答")])
        #expect(TextDifference(from: "回答", to: "").pieces == [.removed("回答")])
    }

    @Test("どこを切っても、残りと追加をつなげば新しい文、残りと削除をつなげば古い文になる")
    func whole() {
        let texts = [
            "", "お答えします。", "お答えします。\n道路は国の管理です。", "道路は県の管理です。\r\n調べます",
            String(repeating: "同じ文です。", count: 500), String(repeating: "違う語。", count: 900),
        ]
        for old in texts {
            for new in texts {
                var (before, after) = ("", "")
                for piece in TextDifference(from: old, to: new).pieces {
                    switch piece {
                    case .kept(let text):
                        before += text
                        after += text
                    case .removed(let text): before += text
                    case .inserted(let text): after += text
                    }
                }
                #expect(before == old && after == new)
            }
        }
    }
}
