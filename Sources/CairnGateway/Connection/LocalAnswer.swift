import CairnModel
import CairnWire
import HTTPTypes
import NIOCore

/// How the body of an answer that is made here is framed.
enum LocalAnswerFraming: Hashable {
    /// No body follows, or none may.
    case none
    /// As long as the head says.
    case length
    case chunked
    case untilClose
}

/// Answers made here, as bytes, and requests as Hummingbird reads them.
enum LocalAnswer {
    static let continueHead = ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n")
    static let lastChunk = ByteBuffer(string: "0\r\n\r\n")

    /// The head of an answer from one of Hummingbird's routes.
    static func head(
        _ response: HTTPResponse, isAnswerToHEAD: Bool, minorVersion: Int, closes: Bool
    ) -> (bytes: ByteBuffer, framing: LocalAnswerFraming) {
        var bytes = startLine(response.status.code, reason: response.status.reasonPhrase)
        for field in response.headerFields where field.name != .connection && field.name != .transferEncoding {
            bytes.writeField(field.name.rawName, field.value)
        }
        let framing = Self.framing(response, isAnswerToHEAD: isAnswerToHEAD, minorVersion: minorVersion)
        if framing == .chunked { bytes.writeField("Transfer-Encoding", "chunked") }
        if closes { bytes.writeField("Connection", "close") }
        bytes.writeStaticString("\r\n")
        return (bytes, framing)
    }

    private static func framing(
        _ response: HTTPResponse, isAnswerToHEAD: Bool, minorVersion: Int
    ) -> LocalAnswerFraming {
        let status = response.status.code
        if isAnswerToHEAD || status < 200 || status == 204 || status == 304 { return .none }
        if response.headerFields[.contentLength] != nil { return .length }
        return minorVersion == 1 ? .chunked : .untilClose
    }

    /// A whole answer in wire terms.
    static func bytes(_ response: WireResponse, isAnswerToHEAD: Bool, closes: Bool) -> ByteBuffer {
        var bytes = startLine(response.status, reason: HTTPResponse.Status(code: response.status).reasonPhrase)
        let framing = ["content-length", "transfer-encoding", "connection"]
        for field in response.headers.fields where !framing.contains(field.name.lowercased()) {
            bytes.writeField(field.name, field.value)
        }
        bytes.writeField("Content-Length", String(response.body.bytes.count))
        if closes { bytes.writeField("Connection", "close") }
        bytes.writeStaticString("\r\n")
        if !isAnswerToHEAD { bytes.writeBytes(response.body.bytes) }
        return bytes
    }

    static func trailers(_ fields: HTTPFields) -> ByteBuffer {
        var bytes = ByteBuffer()
        bytes.writeStaticString("0\r\n")
        for field in fields { bytes.writeField(field.name.rawName, field.value) }
        bytes.writeStaticString("\r\n")
        return bytes
    }

    private static func startLine(_ status: Int, reason: String) -> ByteBuffer {
        var bytes = ByteBufferAllocator().buffer(capacity: 512)
        bytes.writeStaticString("HTTP/1.1 ")
        bytes.writeString(String(status))
        bytes.writeStaticString(" ")
        bytes.writeString(reason)
        bytes.writeStaticString("\r\n")
        return bytes
    }

    /// A request in the terms of Hummingbird; `nil` if its head cannot be said in them.
    ///
    /// The host becomes the authority. What concerns the connection stays out: the gateway deals with it.
    static func request(_ request: WireRequest, isSecure: Bool) -> HTTPRequest? {
        guard let method = HTTPRequest.Method(rawValue: request.method) else { return nil }
        var fields = HTTPFields()
        var authority: String?
        for field in request.headers.fields {
            guard let name = HTTPField.Name(field.name) else { return nil }
            if name == .host {
                authority = field.value
            } else if name != .connection {
                fields.append(HTTPField(name: name, value: field.value))
            }
        }
        return HTTPRequest(
            method: method, scheme: isSecure ? "https" : "http", authority: authority, path: request.target,
            headerFields: fields)
    }
}

extension HTTPField.Name {
    fileprivate static var host: Self? { Self("Host") }
}

extension ByteBuffer {
    fileprivate mutating func writeField(_ name: String, _ value: String) {
        writeString(name)
        writeStaticString(": ")
        writeString(value)
        writeStaticString("\r\n")
    }

    /// The size line before a chunk of data.
    static func chunkStart(byteCount: Int) -> ByteBuffer { ByteBuffer(string: String(byteCount, radix: 16) + "\r\n") }

    static let chunkEnd = ByteBuffer(string: "\r\n")
}
