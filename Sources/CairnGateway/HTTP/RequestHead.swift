import CairnModel
import CairnWire
import NIOCore

/// The head of a request: read for routing and recording, kept as bytes for passing on.
struct RequestHead {
    var request: WireRequest
    var minorVersion: Int
    var framing: BodyFraming
    /// Whether the caller would send another request on this connection.
    var keepsConnection: Bool
    var expectsContinue: Bool
    /// What the upstream gets: the bytes as they came, without the lines that end at this hop.
    var forwarded: ByteBuffer
    var contentLength: Int?

    /// - Parameter head: the whole head with its empty line.
    /// - Throws: ``HTTPSyntaxError`` for anything that another server might read otherwise.
    init(_ head: ByteBuffer, maxFieldCount: Int) throws(HTTPSyntaxError) {
        self = try head.parsingBytes { bytes throws(HTTPSyntaxError) in
            try RequestHead(bytes, head, maxFieldCount: maxFieldCount)
        }
    }

    private init(
        _ bytes: UnsafeRawBufferPointer, _ head: ByteBuffer, maxFieldCount: Int
    ) throws(HTTPSyntaxError) {
        let line = try Self.startLine(bytes)
        let section = try FieldSection(bytes, from: line.next, maxFieldCount: maxFieldCount)
        guard section.hostCount == 1 || (section.hostCount == 0 && line.minorVersion == 0) else {
            throw .malformed("A request names its host exactly once.")
        }
        minorVersion = line.minorVersion
        framing = try Self.framing(section, minorVersion: minorVersion)
        keepsConnection = minorVersion == 1 && !section.closesConnection
        expectsContinue = section.expectsContinue && minorVersion == 1
        contentLength = section.contentLength
        forwarded = head.removing(section.hopByHopLines)
        request = WireRequest(method: line.method, target: Self.originForm(line.target), headers: section.headers)
    }

    private static func framing(_ section: FieldSection, minorVersion: Int) throws(HTTPSyntaxError) -> BodyFraming {
        guard section.hasTransferEncoding else { return .length(section.contentLength ?? 0) }
        guard section.contentLength == nil, minorVersion == 1 else {
            throw .malformed("A request has either Transfer-Encoding or Content-Length.")
        }
        return .chunked(ChunkedFraming())
    }

    private struct StartLine {
        var method: String
        var target: String
        var minorVersion: Int
        var next: Int
    }

    private static func startLine(_ bytes: UnsafeRawBufferPointer) throws(HTTPSyntaxError) -> StartLine {
        guard let feed = bytes.firstIndex(of: 10, in: 0..<bytes.count), feed > 0, bytes[feed - 1] == 13,
            let blank = bytes.firstIndex(of: UInt8(ascii: " "), in: 0..<feed), blank > 0,
            let second = bytes.firstIndex(of: UInt8(ascii: " "), in: blank + 1..<feed), second > blank + 1
        else { throw .malformed("The request line is not a method, a target and a version.") }
        for index in 0..<blank where !bytes[index].isTokenByte { throw .malformed("The method is not a token.") }
        for index in blank + 1..<second where bytes[index] <= 0x20 || bytes[index] == 0x7f {
            throw .malformed("The request target has a control character.")
        }
        return StartLine(
            method: bytes.text(0..<blank), target: bytes.text(blank + 1..<second),
            minorVersion: try bytes.minorHTTPVersion(second + 1..<feed - 1), next: feed + 1)
    }

    /// A target with scheme and authority, as proxies get it, without both.
    private static func originForm(_ target: String) -> String {
        guard target.utf8.first != UInt8(ascii: "/"), let scheme = target.range(ofScheme: "://") else { return target }
        guard let slash = target[scheme...].firstIndex(where: { $0 == "/" || $0 == "?" }) else { return "/" }
        return target[slash] == "/" ? String(target[slash...]) : "/" + target[slash...]
    }
}

extension String {
    /// Where the authority of an absolute URI begins, `nil` if the text has none before its first slash.
    fileprivate func range(ofScheme mark: String) -> String.Index? {
        guard let colon = firstIndex(of: ":"), self[colon...].hasPrefix(mark) else { return nil }
        return index(colon, offsetBy: mark.count)
    }
}

extension UnsafeRawBufferPointer {
    /// 0 or 1 for `HTTP/1.0` and `HTTP/1.1`.
    func minorHTTPVersion(_ range: Range<Int>) throws(HTTPSyntaxError) -> Int {
        let isHTTP = range.count == 8 && text(range.lowerBound..<range.lowerBound + 5) == "HTTP/"
        guard isHTTP, self[range.lowerBound + 6] == UInt8(ascii: ".") else {
            throw .malformed("The version is not HTTP's.")
        }
        switch (self[range.lowerBound + 5], self[range.lowerBound + 7]) {
        case (UInt8(ascii: "1"), UInt8(ascii: "0")): return 0
        case (UInt8(ascii: "1"), UInt8(ascii: "1")): return 1
        default: throw .unsupportedVersion
        }
    }
}

extension ByteBuffer {
    /// Runs a parser over the readable bytes and keeps its typed error.
    func parsingBytes<Value>(
        _ parse: (UnsafeRawBufferPointer) throws(HTTPSyntaxError) -> Value
    ) throws(HTTPSyntaxError) -> Value {
        let result: Result<Value, HTTPSyntaxError> = withUnsafeReadableBytes { bytes in
            do throws(HTTPSyntaxError) { return .success(try parse(bytes)) } catch { return .failure(error) }
        }
        return try result.get()
    }

    /// The same bytes without some ranges, counted from the first readable byte; no copy if there is none to leave out.
    func removing(_ ranges: [Range<Int>], adding line: String = "") -> ByteBuffer {
        guard !ranges.isEmpty || !line.isEmpty else { return self }
        var result = ByteBufferAllocator().buffer(capacity: readableBytes + line.utf8.count)
        withUnsafeReadableBytes { bytes in
            var position = 0
            for range in ranges {
                result.writeBytes(bytes[position..<range.lowerBound])
                position = range.upperBound
            }
            let end = line.isEmpty ? bytes.count : bytes.count - 2
            result.writeBytes(bytes[position..<end])
        }
        if !line.isEmpty {
            result.writeString(line)
            result.writeStaticString("\r\n")
        }
        return result
    }
}
