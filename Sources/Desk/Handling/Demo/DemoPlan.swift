/// The plan of the demo city: the forms of indicators cities use, each once (見本の計画).
enum DemoPlan {
    static let yaml = """
        plan: {code: mihon, name: 見本市 行政運営計画, city: 見本市, source: 見本のために作った計画}
        indicators:
          - code: letters-to-mayor
            name: 市長への手紙の受付件数
            unit: 件
            measure: {count: items, where: {scheme: letter-to-mayor}, date: receivedOn}
            baseline: {year: R6, value: 120}
            targets: [{year: R11, value: 130}, {year: R16, value: 150}]
            frequency: 四半期
            policy: 1 市民の声を生かす市政
          - code: opinions
            name: 市民の声の受付件数
            unit: 件
            measure: {count: items, where: {scheme: opinion}, date: receivedOn}
            targets: [{year: R11, increase: true}]
            frequency: 四半期
            policy: 1 市民の声を生かす市政
          - code: online-share
            name: 市民の声のうちインターネットで届いた割合
            unit: "%"
            decimals: 1
            measure:
              ratio:
                numerator: {count: items, where: {channel: [form, email]}}
                denominator: {count: items}
            baseline: {year: R6, value: 30.0}
            targets: [{year: R11, atLeast: 40.0}]
            frequency: 四半期
            policy: 1 市民の声を生かす市政
          - code: outreach-lectures-held
            name: まちづくり出前講座の実施回数
            unit: 回
            measure: {count: lectures, date: heldOn}
            baseline: {year: R6, value: 73}
            targets: [{year: R11, value: 75}, {year: R16, value: 80}]
            frequency: 四半期
            policy: 2 学びと参加
          - code: lecture-participants
            name: まちづくり出前講座の参加者数
            unit: 人
            measure: {sum: headcount, of: lectures, date: heldOn}
            targets: [{year: R11, increase: true}]
            frequency: 四半期
            policy: 2 学びと参加
          - code: city-watching-participants
            name: 市政ウォッチングの参加者数
            unit: 人
            measure: {sum: headcount, of: gatherings, where: {kind: city-watching}, date: heldOn}
            baseline: {year: R6, value: 121}
            targets: [{year: R11, value: 125}, {year: R16, value: 130}]
            frequency: 四半期
            policy: 2 学びと参加
          - code: workshop-participants-per-session
            name: 多世代交流ワークショップの参加者数(1回当たり)
            unit: 人
            decimals: 1
            measure: {average: headcount, of: gatherings, where: {kind: workshop}, date: heldOn}
            baseline: {value: 20, label: R7以降, measured: false}
            targets: [{year: R11, maintain: true}, {year: R16, maintain: true}]
            frequency: 四半期
            policy: 2 学びと参加
          - code: association-membership
            name: 町会加入率
            unit: "%"
            decimals: 1
            measure: {observed: value}
            baseline: {year: R6, value: 54.0}
            targets: [{year: R11, benchmark: 全道平均}]
            frequency: 年1回
            policy: 3 地域のつながり
          - code: feeling-heard
            name: 市に声が届いていると感じる市民の割合
            unit: "%"
            decimals: 1
            measure: {observed: value}
            baseline: {year: R6, value: null, label: ―}
            targets: [{year: R11, value: 30.0}, {year: R16, value: 40.0}]
            frequency: 調査年
            policy: 3 地域のつながり
          - code: current-account-ratio
            name: 経常収支比率
            unit: "%"
            decimals: 1
            better: down
            measure: {observed: value}
            baseline: {year: R5, value: 95.8}
            targets: [{year: R11, below: 95.0}]
            frequency: 決算後
            policy: 4 財政の健全な運営
        """
}
