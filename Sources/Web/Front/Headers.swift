import HTTPTypes
import Hummingbird

extension HTTPFields {
    /// The value of a field by its name; nil when it is not there.
    func text(_ name: String) -> String? {
        Self.name(name).flatMap { self[$0] }
    }

    /// Sets a field that the HTTP library has no constant for.
    mutating func set(_ name: String, _ value: String) {
        if let name = Self.name(name) { self[name] = value }
    }

    private static func name(_ text: String) -> HTTPField.Name? { HTTPField.Name(text) }
}

extension Response {
    /// A text in UTF-8.
    init(
        _ status: HTTPResponse.Status = .ok, type: String, _ text: String,
        headers: HTTPFields = [:]
    ) {
        self.init(status: status, type: type, bytes: Array(text.utf8), headers: headers)
    }

    /// Bytes of a media type.
    init(status: HTTPResponse.Status, type: String, bytes: [UInt8], headers: HTTPFields = [:]) {
        var headers = headers
        headers[.contentType] = type
        self.init(
            status: status, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
