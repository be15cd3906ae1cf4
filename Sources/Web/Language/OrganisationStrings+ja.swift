import Desk
import Participation

extension OrganisationStrings {
    /// 日本語
    static let japanese = OrganisationStrings(
        title: "組織", on: "基準日", prepare: "組織改正を準備する", back: "組織へ戻る",
        changeDays: "改正のある日", prepared: "（予定）", none: "組織はまだ登録されていません。",
        noUnits: "この日の組織はありません。", unitsTitle: "組織一覧", count: { "\($0)組織" },
        code: "組織コード", name: "名称", level: "階層", levelName: \.japanese, since: "設置日", ends: "廃止日",
        openItems: "処理中の案件", endedTitle: "この日に廃止された組織", formerUnit: "旧組織",
        newUnit: "新しい担当", successors: "後継組織", noSuccessor: "後継なし", succession: \.japanese,
        resultTitle: "処理中の案件の振替え結果", items: "件数", doneAt: "実施日時",
        toTriage: "担当未定（広聴で振分け）",
        reformTitle: "組織改正の準備",
        reformLead: "改正の内容を一つずつ加え、試行で処理中の案件の行き先を確かめてから登録します。"
            + "先の日付の改正は、その日の午前0時に効力を生じ、処理中の案件も自動で新しい担当へ移ります。"
            + "回答済みの案件は、回答した組織のまま残ります。",
        effectiveOn: "施行日", noSteps: "改正の内容はまだありません。下から選んで加えてください。",
        stepsTitle: "加えた改正", remove: "取りやめる", addTitle: "改正を加える", add: "加える",
        kindName: { kind in
            switch kind {
            case .establish: "組織を設置する"
            case .rename: "名称を変更する"
            case .move: "上位組織を変更する"
            case .abolish: "組織を廃止する（統合・分割・移管を含む）"
            case .duty: "事務分掌を定める（分割した組織の案件の配分に使う）"
            }
        },
        unit: "組織", newCode: "新しい組織コード", newName: "新しい名称", parent: "上位組織",
        atTheTop: "なし（最上位）", choose: "選んでください", endingUnit: "廃止する組織",
        successor: { "後継組織\($0)" }, successionLabel: "承継の区分",
        successionHint: "後継が一つなら統合、二つ以上なら分割とみなします。異なるときに選びます。",
        byNumber: "後継の数による", duty: "事務", categories: "分類",
        categoriesHint: "この事務に当たる案件の分類。例: 道路、除雪",
        waiting: { "・処理中\($0)件" }, newlyBegun: { "\($0)（\($1)・新設）" },
        willBegin: { name, code, parent in
            "\(name)（\(code)）を設置" + (parent.map { "（上位: \($0)）" } ?? "")
        },
        willBeCalled: { "\($0)の名称を「\($1)」に変更" },
        willStandUnder: { unit, parent in
            parent.map { "\(unit)を\($0)の下へ移す" } ?? "\(unit)を最上位へ移す"
        },
        willEnd: { unit, successors, kind in
            successors.isEmpty
                ? "\(unit)を廃止（後継なし）"
                : "\(unit)を廃止し、\(successors.joined(separator: "、"))が引き継ぐ"
                    + (kind.map { "（\($0.japanese)）" } ?? "")
        },
        willDo: { unit, duty, categories in
            "\(unit)の事務「\(duty)」に分類 \(categories.joined(separator: "、")) を当てる"
        },
        tooMany: { "一度に加えられる改正は\($0)件までです。多いときは組織一覧の取込みをお使いください。" },
        preview: "試行する", apply: "この改正を登録する",
        overtaken: "試行の後に、ほかの人が組織を変更しました。まだ登録していません。"
            + "今の組織での試行結果を下で確かめてから、もう一度登録してください。",
        otherDay: "試行した施行日と違います。まだ登録していません。"
            + "この施行日での試行結果を下で確かめてから、もう一度登録してください。", nothingChanges: "変わるものはありません。",
        trialTitle: { "\($0)施行の試行結果" },
        trialLead: { changes, items in
            "組織の変更は\(changes)件、担当が移る処理中の案件は\(items)件です。まだ登録していません。"
        },
        nothingMoves: "担当が移る処理中の案件はありません。",
        unallocatable: "担当未定（配分不能・広聴で振分け）")
}
