import Desk
import Hummingbird
import Participation

/// What the page says of the letter entered just before (直前の受付).
///
/// It goes along in the address, so that the page can be loaded again without anything being sent
/// again; it names the number and kinds of warnings, nothing a citizen wrote.
struct IntakeReceipt: Sendable, Equatable {
    let number: String
    let warnings: [IntakeWarning]

    init(_ receipt: Receipt) {
        number = receipt.receiptNumber
        warnings = receipt.warnings
    }

    /// From an address; nil when there is no receipt number in it.
    init?(_ request: Request) {
        let parameters = request.uri.queryParameters
        guard let done = parameters["done"], let number = ReceiptNumber(parsing: String(done))
        else { return nil }
        self.number = number.description
        let found = (parameters["warnings"] ?? "").split(separator: ".").map { String($0) }
        warnings = PersonalMark.Kind.allCases.filter { found.contains($0.rawValue) }
            .map { IntakeWarning($0) }
    }

    func address(after header: IntakeHeader) -> Address {
        let found = warnings.map(\.kind.rawValue).joined(separator: ".")
        return header.address.with("done", number).with("warnings", found.isEmpty ? nil : found)
    }
}
