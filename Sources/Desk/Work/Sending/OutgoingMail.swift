import FoundationEssentials
public import Participation
public import Postgres

/// A mail to an office (送信メール).
///
/// No personal data belongs into it: mail travels and lies around unsealed. The texts come from
/// ``NoticeText``.
public struct OutgoingMail: Sendable {
    /// The office (宛先).
    public let to: EmailAddress
    /// The subject, one line (件名).
    public let subject: String
    /// The text, lines parted by line feeds (本文).
    public let text: String
    /// What it is known by: the same key gives the same Message-ID, so that a mail sent again after a
    /// crash is seen to be the same (送信番号).
    public let key: String
    /// When it was written (作成日時).
    public let at: Instant

    /// A mail (送信メール).
    public init(to: EmailAddress, subject: String, text: String, key: String, at: Instant) {
        self.to = to
        self.subject = subject
        self.text = text
        self.key = key
        self.at = at
    }

    /// The mail as it goes over the wire, lines of at most 76 bytes ended by CR LF (送信形式).
    ///
    /// Sources: RFC 5322; RFC 2047 for the subject; RFC 2045 for the text; RFC 3834 for
    /// `Auto-Submitted`, which keeps absence notices from answering.
    func message(from sender: EmailAddress) -> [UInt8] {
        let domain = sender.text.split(separator: "@").last.map(String.init) ?? sender.text
        let head = [
            "From: \(sender.text)", "To: \(to.text)", "Subject: \(Self.encoded(subject))",
            "Date: \(Self.date(at))",
            "Message-ID: <\(SendingKey.safe(key))@\(domain)>", "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0", "Content-Type: text/plain; charset=UTF-8",
            "Content-Transfer-Encoding: base64",
        ]
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let body = Data(lines.joined(separator: "\r\n").utf8).base64EncodedString(
            options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed])
        return Array((head + ["", body, ""]).joined(separator: "\r\n").utf8)
    }

    /// A text as encoded words, one a line; no character is cut in two (RFC 2047 §5).
    private static func encoded(_ text: String) -> String {
        var words: [[UInt8]] = [[]]
        for scalar in text.unicodeScalars {
            let bytes = Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            if words[words.count - 1].count + bytes.count > longestWord { words.append([]) }
            words[words.count - 1] += bytes
        }
        return words.map { "=?UTF-8?B?\(Data($0).base64EncodedString())?=" }
            .joined(separator: "\r\n ")
    }

    /// Bytes of an encoded word that leave `Subject: ` and its marks within 76.
    private static let longestWord = 39

    /// A moment in Japan as mails write it: `Tue, 28 Jul 2026 09:00:00 +0900`.
    private static func date(_ instant: Instant) -> String {
        let day = LocalDate(microsecondsSince1970: instant.microseconds)
        let seconds = instant.secondsOfDayInJapan
        let time = [seconds / 3_600, seconds / 60 % 60, seconds % 60].map { number in
            number < 10 ? "0\(number)" : "\(number)"
        }
        let weekday = Weekday(day).code.prefix(3).capitalized
        return "\(weekday), \(day.day) \(months[day.month - 1]) \(day.year) "
            + "\(time.joined(separator: ":")) +0900"
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}

/// What a job is known by, as other programs take it (送信番号).
enum SendingKey {
    /// Letters, digits, `-` and `_` as they are, anything else as `=` and its number: nothing that
    /// ends a Message-ID or parts what a webhook's signature is over, and no two keys alike.
    static func safe(_ key: String) -> String {
        var safe = ""
        for byte in key.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                safe.unicodeScalars.append(Unicode.Scalar(byte))
            default: safe += (byte < 16 ? "=0" : "=") + String(byte, radix: 16, uppercase: true)
            }
        }
        return safe
    }
}

extension Instant {
    /// How late it is at the city hall.
    fileprivate var secondsOfDayInJapan: Int64 {
        let seconds = (wholeSeconds % 86_400 + 9 * 3_600) % 86_400
        return seconds < 0 ? seconds + 86_400 : seconds
    }
}
