import CCurl
import Synchronization

/// What libcurl is asked to send (送信の依頼).
struct CurlRequest: Sendable {
    /// A question to another program, a message to one, or a mail.
    enum Kind: Sendable {
        case get(headers: [String])
        case post(headers: [String])
        case mail(from: String, to: String, login: Login?, needsTLS: Bool)
    }

    struct Login: Sendable {
        let user: String
        let password: String
    }

    let url: String
    /// The only protocol it may speak.
    let scheme: String
    /// Whether it stays on this machine; then no proxy is asked.
    let isLocal: Bool
    let kind: Kind
    let body: [UInt8]
    /// Whether the answer is wanted; else it is counted and forgotten.
    var keepsAnswer = false
}

/// What came of it (送信の結果).
struct CurlAnswer: Sendable {
    /// The last status of HTTP or reply of SMTP; 0 when there was none.
    var code = 0
    var retryAfter: Duration?
    /// What it said, where that is wanted; what is beyond the limit is missing.
    var body: [UInt8] = []
    /// Whether the answer was longer than anybody reads.
    var isCutShort = false
    /// Why it did not come to its end; nil when it did, or only the answer was too long. Beside it a
    /// code may be a proxy's, not the receiver's.
    var fault: SendingError?
}

/// libcurl, the only thing that leaves the house (外部への送信).
///
/// The only file that imports CCurl. Each request has a handle, and so a connection, of its own:
/// nothing of one receiver is ever seen by another. libcurl's calls block, so they stay on threads of
/// their own.
struct Curl: Sendable {
    let limits: SendingLimits
    private let threads: BlockingThreads

    init(_ limits: SendingLimits) {
        self.limits = limits
        threads = BlockingThreads(most: limits.atOnce, name: "koe-sending")
    }

    /// Sends, and waits for the answer. A cancelled task's request ends within a second.
    func perform(_ request: CurlRequest) async -> CurlAnswer {
        guard request.body.count <= limits.message else {
            return CurlAnswer(
                fault: .tooLarge(bytes: request.body.count, limit: limits.message))
        }
        let cancellation = Cancellation()
        return await withTaskCancellationHandler {
            await threads.run { [limits] in
                guard Self.isReady, let handle = CurlHandle() else {
                    return CurlAnswer(fault: .failed(curl: Int(CURLE_FAILED_INIT.rawValue)))
                }
                let transfer = Transfer(
                    request.body, limits, cancellation, keepsAnswer: request.keepsAnswer)
                return handle.perform(request, transfer)
            }
        } onCancel: {
            cancellation.happened.store(true, ordering: .relaxed)
        }
    }

    /// libcurl wants to be set up once, by one thread, before all else.
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK
}

/// Says from one thread to another that nobody waits any more (中止の合図).
private final class Cancellation: Sendable {
    let happened = Atomic(false)
}

/// What libcurl's callbacks read and count; on the sending thread only (送信中の状態).
private final class Transfer {
    private let body: [UInt8]
    private let limits: SendingLimits
    private let cancellation: Cancellation
    private let keepsAnswer: Bool
    private var sent = 0
    private var received = 0
    private(set) var answer: [UInt8] = []

    init(
        _ body: [UInt8], _ limits: SendingLimits, _ cancellation: Cancellation, keepsAnswer: Bool
    ) {
        self.body = body
        self.limits = limits
        self.cancellation = cancellation
        self.keepsAnswer = keepsAnswer
    }

    var connectingMilliseconds: Int { limits.connecting.milliseconds }
    var wholeMilliseconds: Int { limits.whole.milliseconds }
    var count: Int { body.count }
    var isCancelled: Bool { cancellation.happened.load(ordering: .relaxed) }

    /// The next piece of what is sent.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, body.count - sent)
        buffer.copyBytes(from: body[sent..<sent + count])
        sent += count
        return count
    }

    /// Counts the answer, and keeps it where somebody reads it.
    /// - Returns: what libcurl is told; another number than it gave ends the transfer.
    func receive(_ piece: UnsafeRawBufferPointer) -> Int {
        received += piece.count
        guard !isCutShort else { return 0 }
        if keepsAnswer { answer.append(contentsOf: piece) }
        return piece.count
    }

    /// Whether the answer was longer than anybody reads.
    var isCutShort: Bool { received > limits.answer }
}

/// One easy handle and the lists it was lent (libcurlのハンドル).
private struct CurlHandle: ~Copyable {
    private let curl: UnsafeMutableRawPointer
    private var lists: [UnsafeMutablePointer<curl_slist>?] = []
    /// The first setting libcurl did not take: then nothing is sent.
    private var problem = CURLE_OK

    init?() {
        guard let curl = curl_easy_init() else { return nil }
        self.curl = curl
    }

    deinit {
        curl_easy_cleanup(curl)
        for list in lists { curl_slist_free_all(list) }
    }

    consuming func perform(_ request: CurlRequest, _ transfer: Transfer) -> CurlAnswer {
        guard !transfer.isCancelled else { return CurlAnswer(fault: .cancelled) }
        setCommon(request, transfer)
        switch request.kind {
        case .get(let headers): setGet(headers)
        case .post(let headers): setPost(headers, transfer)
        case .mail(let from, let to, let login, let needsTLS):
            setMail(from: from, to: to, login, needsTLS: needsTLS, transfer)
        }
        // The callbacks hold the transfer by its address alone.
        let result = withExtendedLifetime(transfer) {
            problem == CURLE_OK ? curl_easy_perform(curl) : problem
        }
        var code = 0
        koe_curl_get_number(curl, CURLINFO_RESPONSE_CODE, &code)
        var seconds: curl_off_t = 0
        koe_curl_get_offset(curl, CURLINFO_RETRY_AFTER, &seconds)
        return CurlAnswer(
            code: code, retryAfter: seconds > 0 ? .seconds(Int64(seconds)) : nil,
            body: transfer.answer, isCutShort: transfer.isCutShort,
            fault: result == CURLE_WRITE_ERROR && transfer.isCutShort ? nil : Self.fault(result))
    }

    private mutating func setCommon(_ request: CurlRequest, _ transfer: Transfer) {
        set(CURLOPT_URL, request.url)
        set(CURLOPT_PROTOCOLS_STR, request.scheme)
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        // Signals belong to the whole process; names are looked up by libcurl's own threads.
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_CONNECTTIMEOUT_MS, transfer.connectingMilliseconds)
        set(CURLOPT_TIMEOUT_MS, transfer.wholeMilliseconds)
        if request.isLocal { set(CURLOPT_PROXY, "") }

        let address = Unmanaged.passUnretained(transfer).toOpaque()
        note(
            koe_curl_set_transfer(curl, CURLOPT_WRITEFUNCTION) { piece, size, count, address in
                let piece = UnsafeRawBufferPointer(start: piece, count: size * count)
                return ongoing(at: address)?.receive(piece) ?? 0
            })
        note(koe_curl_set_pointer(curl, CURLOPT_WRITEDATA, address))
        note(
            koe_curl_set_transfer(curl, CURLOPT_READFUNCTION) { buffer, size, count, address in
                let buffer = UnsafeMutableRawBufferPointer(start: buffer, count: size * count)
                return ongoing(at: address)?.read(into: buffer) ?? 0
            })
        note(koe_curl_set_pointer(curl, CURLOPT_READDATA, address))
        note(
            koe_curl_set_progress(curl, CURLOPT_XFERINFOFUNCTION) { address, _, _, _, _ in
                ongoing(at: address)?.isCancelled == false ? 0 : 1
            })
        note(koe_curl_set_pointer(curl, CURLOPT_XFERINFODATA, address))
        set(CURLOPT_NOPROGRESS, 0)
    }

    private mutating func setGet(_ headers: [String]) {
        set(CURLOPT_HTTPGET, 1)
        set(CURLOPT_HTTPHEADER, headers)
        set(CURLOPT_USERAGENT, "koe")
    }

    private mutating func setPost(_ headers: [String], _ transfer: Transfer) {
        set(CURLOPT_POST, 1)
        set(CURLOPT_POSTFIELDSIZE, transfer.count)
        // Without the last libcurl asks for leave before it sends a large body, and waits a second.
        set(CURLOPT_HTTPHEADER, headers + ["Expect:"])
        set(CURLOPT_USERAGENT, "koe")
    }

    private mutating func setMail(
        from: String, to: String, _ login: CurlRequest.Login?, needsTLS: Bool,
        _ transfer: Transfer
    ) {
        set(CURLOPT_MAIL_FROM, "<\(from)>")
        set(CURLOPT_MAIL_RCPT, ["<\(to)>"])
        set(CURLOPT_UPLOAD, 1)
        set(CURLOPT_INFILESIZE, transfer.count)
        // STARTTLS, and nothing is said before it; on this machine also without.
        set(
            CURLOPT_USE_SSL,
            Int((needsTLS ? CURLUSESSL_ALL : CURLUSESSL_NONE).rawValue))
        // Proxies are for the web.
        set(CURLOPT_PROXY, "")
        if let login {
            set(CURLOPT_USERNAME, login.user)
            set(CURLOPT_PASSWORD, login.password)
        }
    }

    private mutating func set(_ option: CURLoption, _ number: Int) {
        note(koe_curl_set_number(curl, option, number))
    }

    private mutating func set(_ option: CURLoption, _ text: String) {
        note(koe_curl_set_text(curl, option, text))
    }

    private mutating func set(_ option: CURLoption, _ texts: [String]) {
        let list = texts.reduce(nil) { curl_slist_append($0, $1) }
        lists.append(list)
        note(koe_curl_set_pointer(curl, option, list))
    }

    private mutating func note(_ result: CURLcode) {
        if problem == CURLE_OK { problem = result }
    }

    private static func fault(_ result: CURLcode) -> SendingError? {
        switch result {
        case CURLE_OK: nil
        case CURLE_OPERATION_TIMEDOUT: .timedOut
        case CURLE_ABORTED_BY_CALLBACK: .cancelled
        case CURLE_USE_SSL_FAILED, CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION,
            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CIPHER:
            .insecure
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT,
            CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE,
            CURLE_WEIRD_SERVER_REPLY:
            .unreachable
        default: .failed(curl: Int(result.rawValue))
        }
    }
}

/// The transfer a callback is about.
private func ongoing(at address: UnsafeMutableRawPointer?) -> Transfer? {
    address.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
}

extension Duration {
    /// In whole milliseconds, as libcurl counts.
    fileprivate var milliseconds: Int {
        Int(components.seconds) * 1_000 + Int(components.attoseconds / 1_000_000_000_000_000)
    }
}
