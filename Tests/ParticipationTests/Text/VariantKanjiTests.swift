import Testing

@testable import Participation

@Suite("異体字")
struct VariantKanjiTests {
    @Test("どの字も一つの組にだけあり、組の頭は通用字体")
    func groupsAreDisjoint() {
        var seen: Set<Unicode.Scalar> = []
        var common: Set<Unicode.Scalar> = []
        for group in VariantKanji.groups {
            let scalars = Array(group.unicodeScalars)
            #expect(scalars.count >= 2, "\(group)")
            common.insert(scalars[0])
            for variant in scalars.dropFirst() {
                #expect(seen.insert(variant).inserted, "\(group)")
            }
        }
        #expect(seen.isDisjoint(with: common))
        #expect(VariantKanji.commonForms.count == seen.count)
    }

    @Test("組の字はどれも同じ表記になる")
    func everyGroupFolds() {
        for group in VariantKanji.groups {
            let forms = Set(group.unicodeScalars.map { FoldedText(String($0)).text })
            #expect(forms == [String(group.prefix(1))], "\(group)")
        }
    }
}
