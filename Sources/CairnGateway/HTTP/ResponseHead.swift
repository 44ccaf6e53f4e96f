import CairnModel
import NIOCore

/// The head of an answer from upstream: read for framing and recording, kept as bytes for passing on.
struct ResponseHead {
    var status: Int
    var headers: HeaderFields
    var framing: BodyFraming
    /// Whether the upstream's connection can carry another request after this answer.
    var keepsConnection: Bool
    /// The length that the answer declares, also where no body follows.
    var contentLength: Int?

    private var raw: ByteBuffer
    private var minorVersion: Int
    private var hopByHopLines: [Range<Int>]

    /// - Parameters:
    ///   - head: the whole head with its empty line.
    ///   - isAnswerToHEAD: then no body follows, whatever the fields say.
    init(_ head: ByteBuffer, isAnswerToHEAD: Bool, maxFieldCount: Int) throws(HTTPSyntaxError) {
        self = try head.parsingBytes { bytes throws(HTTPSyntaxError) in
            try ResponseHead(bytes, head, isAnswerToHEAD: isAnswerToHEAD, maxFieldCount: maxFieldCount)
        }
    }

    private init(
        _ bytes: UnsafeRawBufferPointer, _ head: ByteBuffer, isAnswerToHEAD: Bool, maxFieldCount: Int
    ) throws(HTTPSyntaxError) {
        guard let feed = bytes.firstIndex(of: 10, in: 0..<bytes.count), feed >= 13, bytes[feed - 1] == 13,
            bytes[8] == UInt8(ascii: " "), let status = Int(bytes.text(9..<12)), (100...999).contains(status),
            bytes[12] == UInt8(ascii: " ") || feed == 13
        else { throw .malformed("The status line is not a version and a status.") }
        for index in 12..<feed - 1 where !bytes[index].isFieldValueByte {
            throw .malformed("The status line has a control character.")
        }
        minorVersion = try bytes.minorHTTPVersion(0..<8)
        let section = try FieldSection(bytes, from: feed + 1, maxFieldCount: maxFieldCount)
        self.status = status
        headers = section.headers
        raw = head
        hopByHopLines = section.hopByHopLines
        contentLength = section.contentLength
        framing = try Self.framing(section, status: status, isAnswerToHEAD: isAnswerToHEAD)
        keepsConnection = minorVersion == 1 ? !section.closesConnection : section.keepsConnection
        if case .untilClose = framing { keepsConnection = false }
    }

    private static func framing(
        _ section: FieldSection, status: Int, isAnswerToHEAD: Bool
    ) throws(HTTPSyntaxError) -> BodyFraming {
        if section.hasTransferEncoding, section.contentLength != nil {
            throw .malformed("An answer has either Transfer-Encoding or Content-Length.")
        }
        if isAnswerToHEAD || status < 200 || status == 204 || status == 304 { return .length(0) }
        if section.isChunked { return .chunked(ChunkedFraming()) }
        if let length = section.contentLength { return .length(length) }
        return .untilClose
    }

    var isInformational: Bool { status < 200 }

    /// What the caller gets: the bytes as they came, without the lines that end at this hop, as HTTP/1.1.
    /// - Parameter closes: whether the caller's connection ends with this answer.
    func forwarded(closes: Bool) -> ByteBuffer {
        var bytes = raw.removing(hopByHopLines, adding: closes ? "Connection: close\r\n" : "")
        if minorVersion == 0 { bytes.setInteger(UInt8(ascii: "1"), at: bytes.readerIndex + 7) }
        return bytes
    }
}
