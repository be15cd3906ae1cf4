import Participation
import Postgres

/// A filter as the database is asked for it: sections by every name they go by, and the day it is
/// (受付簿の条件式).
struct RegisterScope: Sendable {
    let filter: RegisterFilter
    /// How the items of the section may be marked; nil when none is asked for.
    let sections: [String]?
    /// The day after whose eve a deadline is over.
    let today: LocalDate

    /// The conditions on the rows of `register.item AS r`; each begins with AND.
    func append(to text: inout Query.Interpolation) {
        if let from = filter.from {
            text.appendLiteral(" AND r.received_on >= ")
            text.appendInterpolation(PostgresDate(from))
        }
        if let through = filter.through {
            text.appendLiteral(" AND r.received_on <= ")
            text.appendInterpolation(PostgresDate(through))
        }
        append("scheme", filter.scheme?.rawValue, to: &text)
        append("channel", filter.channel?.rawValue, to: &text)
        append("category", filter.category, to: &text)
        append("state", filter.state?.rawValue, to: &text)
        if let sections {
            text.appendLiteral(" AND r.section = ANY (")
            text.appendInterpolation(array: sections, of: .text)
            text.appendLiteral(")")
        }
        for mark in RegisterFilter.Mark.allCases where filter.marks.contains(mark) {
            append(mark, to: &text)
        }
    }

    private func append(
        _ column: String, _ value: String?, to text: inout Query.Interpolation
    ) {
        guard let value else { return }
        text.appendLiteral(" AND r.\(column) = ")
        text.appendInterpolation(value)
    }

    private func append(_ mark: RegisterFilter.Mark, to text: inout Query.Interpolation) {
        switch mark {
        case .untriaged: text.appendLiteral(" AND r.state = 'received' AND r.section IS NULL")
        case .anonymous: text.appendLiteral(" AND r.sender = 'anonymous'")
        case .untranscribed: text.appendLiteral(" AND NOT r.has_body")
        case .publishable: text.appendLiteral(" AND r.may_publish = 'yes'")
        case .overdue:
            text.appendLiteral(
                """
                 AND r.id IN (SELECT t.id FROM tray.item AS t
                               WHERE t.is_lead AND t.answered_on IS NULL AND t.done_on IS NULL
                                 AND t.due_on <
                """)
            text.appendLiteral(" ")
            text.appendInterpolation(PostgresDate(today))
            text.appendLiteral(")")
        }
    }
}
