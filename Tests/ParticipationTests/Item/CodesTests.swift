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

    @Test("取扱区分・差出人の種別・回答方法・本文の種別")
    func particulars() {
        #expect(
            Handling.allCases.map { "\($0.rawValue) \($0.japanese)" } == [
                "ordinary 通常", "care 取扱注意", "restricted 限定",
            ])
        #expect(
            SenderParty.allCases.map { "\($0.rawValue) \($0.japanese)" } == [
                "individual 個人", "organisation 団体", "business 事業者",
            ])
        #expect(
            ReplyMedium.allCases.map { "\($0.rawValue) \($0.japanese)" } == [
                "post 郵送", "phone 電話", "fax FAX", "email メール", "meeting 面談", "braille 点字",
                "large-print 大活字", "multilingual 多言語",
            ])
        #expect(
            TextKind.allCases.map { "\($0.rawValue) \($0.japanese)" } == [
                "original 原文", "transcript 転記", "hearing 聴取", "translation 通訳・翻訳",
                "braille 点訳",
            ])
    }

    @Test("訂正の理由・関連付け・引継ぎ先")
    func afterReceipt() {
        #expect(
            CorrectionReason.allCases.map { "\($0.rawValue) \($0.japanese)" } == [
                "typo 誤記", "additional 追加情報", "misclassified 誤分類",
            ])
        #expect(
            LinkKind.allCases.map { "\($0.rawValue) \($0.japanese)" } == [
                "same-purpose 同趣旨", "duplicate 重複",
            ])
        #expect(
            HandoverProcedure.allCases.map { "\($0.rawValue) \($0.japanese)" } == [
                "information-disclosure 情報公開請求", "personal-information 個人情報開示等請求",
                "review-request 審査請求", "audit-request 住民監査請求",
                "disposition-request 処分等の求め", "abuse-report 虐待通告", "whistleblowing 公益通報",
            ])
    }

    @Test("項目名は二つとして同じものがない")
    func fieldNames() {
        #expect(Set(ItemField.allCases.map(\.japanese)).count == ItemField.allCases.count)
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
