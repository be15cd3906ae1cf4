import Participation
import Testing

@Suite("外から見える符号")
struct CodesTests {
    @Test("受付制度")
    func schemes() {
        #expect(
            Scheme.allCases.map { "\($0.rawValue) \($0.japanese)" } == [
                "letter-to-mayor 市長への手紙", "opinion 市民の声", "request 要望", "complaint 苦情",
                "proposal 提案", "staff-proposal 職員提案", "undue-demand 不当要求行為",
                "approach 公職者等からの働きかけ", "petition 陳情・請願(市長あて)",
            ])
    }

    @Test("性質")
    func natures() {
        #expect(
            Nature.allCases.map { "\($0.rawValue) \($0.japanese)" } == [
                "opinion 意見", "request 要望", "complaint 苦情", "proposal 提案", "consultation 相談",
                "enquiry 問合せ", "thanks 感謝", "other その他",
            ])
    }

    @Test("経路は入力の数字1…9の順")
    func channels() {
        #expect(
            Channel.allCases.map { "\($0.rawValue) \($0.japanese)" } == [
                "paper 手紙", "postcard はがき", "fax FAX", "phone 電話", "counter 窓口", "email メール",
                "form フォーム", "field-officer 地域担当職員", "meeting 会議",
            ])
    }

    @Test("差出人の区分")
    func senderKinds() {
        #expect(SenderKind.allCases.map(\.japanese) == ["匿名", "不明", "記名"])
        #expect(SenderKind.allCases.map(\.rawValue) == ["anonymous", "unknown", "identified"])
    }

    @Test("回答希望と公表は三つの値をとり、書かれないことも値", arguments: [true, false, nil])
    func threeStates(flag: Bool?) {
        #expect(ReplyWish(flag).flag == flag)
        #expect(PublicationConsent(flag).flag == flag)
        #expect(ReplyWish(flag).rawValue == PublicationConsent(flag).rawValue)
    }

    @Test("公表してよいのは「可」だけ")
    func silenceIsNoConsent() {
        #expect(PublicationConsent.allCases.filter(\.allowsPublication) == [.yes])
        #expect(PublicationConsent.allCases.map(\.japanese) == ["可", "不可", "記載なし"])
        #expect(ReplyWish.allCases.map(\.japanese) == ["要", "不要", "記載なし"])
    }
}
