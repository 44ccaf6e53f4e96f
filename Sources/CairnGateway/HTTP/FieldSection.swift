import CairnModel

/// The header fields of a message: as text for whoever asks, and what they say about framing and connection.
///
/// `Connection`, `Keep-Alive`, `Proxy-Connection`, `Upgrade` and what `Connection` names end at this hop (RFC 9110,
/// section 7.6.1). Without `Upgrade` the upstream answers in HTTP/1.1, as that section allows. `TE` and `Trailer` stay:
/// trailers pass as they come.
struct FieldSection {
    private(set) var headers = HeaderFields()
    private(set) var contentLength: Int?
    private(set) var hostCount = 0
    private(set) var isChunked = false
    private(set) var hasTransferEncoding = false
    private(set) var closesConnection = false
    private(set) var keepsConnection = false
    private(set) var expectsContinue = false
    /// Lines that end at this hop, as places in the head.
    private(set) var hopByHopLines: [Range<Int>] = []

    /// Names that a `Connection` field lists besides `close` and `keep-alive`.
    private var connectionNames: [Range<Int>] = []

    /// Reads the lines from a place on, up to the empty line at the end of `bytes`.
    init(
        _ bytes: UnsafeRawBufferPointer, from start: Int, maxFieldCount: Int
    ) throws(HTTPSyntaxError) {
        headers.fields.reserveCapacity(16)
        var position = start
        let end = bytes.count - 2
        while position < end {
            guard headers.fields.count < maxFieldCount else { throw .tooManyFields }
            guard let feed = bytes.firstIndex(of: 10, in: position..<end), bytes[feed - 1] == 13 else {
                throw .malformed("A header line does not end in CR LF.")
            }
            try readLine(bytes, position..<feed - 1, whole: position..<feed + 1)
            position = feed + 1
        }
        if !connectionNames.isEmpty { markNamedFields(bytes, from: start) }
    }

    private mutating func readLine(
        _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, whole: Range<Int>
    ) throws(HTTPSyntaxError) {
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":"), in: range), colon > range.lowerBound else {
            throw .malformed("A header line has no name.")
        }
        let name = range.lowerBound..<colon
        for index in name where !bytes[index].isTokenByte {
            throw .malformed("A header name has a character that no name can have.")
        }
        let value = bytes.trimmed(colon + 1..<range.upperBound)
        for index in value where !bytes[index].isFieldValueByte {
            throw .malformed("A header value has a control character.")
        }
        headers.fields.append(.init(name: bytes.text(name), value: bytes.text(value)))
        try interpret(bytes, name, value, whole)
    }

    private mutating func interpret(
        _ bytes: UnsafeRawBufferPointer, _ name: Range<Int>, _ value: Range<Int>, _ line: Range<Int>
    ) throws(HTTPSyntaxError) {
        switch name.count {
        case 4 where bytes.equals(name, lowercased: "host"): hostCount += 1
        case 6 where bytes.equals(name, lowercased: "expect"):
            expectsContinue = bytes.equals(value, lowercased: "100-continue")
        case 7 where bytes.equals(name, lowercased: "upgrade"): hopByHopLines.append(line)
        case 10 where bytes.equals(name, lowercased: "connection"):
            hopByHopLines.append(line)
            readConnection(bytes, value)
        case 10 where bytes.equals(name, lowercased: "keep-alive"): hopByHopLines.append(line)
        case 14 where bytes.equals(name, lowercased: "content-length"): try readLength(bytes, value)
        case 16 where bytes.equals(name, lowercased: "proxy-connection"): hopByHopLines.append(line)
        case 17 where bytes.equals(name, lowercased: "transfer-encoding"): try readCoding(bytes, value)
        default: break
        }
    }

    private mutating func readLength(
        _ bytes: UnsafeRawBufferPointer, _ value: Range<Int>
    ) throws(HTTPSyntaxError) {
        guard (1...18).contains(value.count) else { throw .malformed("Content-Length is not a number.") }
        var length = 0
        for index in value {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]) else {
                throw .malformed("Content-Length is not a number.")
            }
            length = length * 10 + Int(bytes[index] - UInt8(ascii: "0"))
        }
        if let contentLength, contentLength != length { throw .malformed("Two Content-Length fields disagree.") }
        contentLength = length
    }

    private mutating func readCoding(
        _ bytes: UnsafeRawBufferPointer, _ value: Range<Int>
    ) throws(HTTPSyntaxError) {
        guard !hasTransferEncoding, bytes.equals(value, lowercased: "chunked") else { throw .unknownTransferCoding }
        hasTransferEncoding = true
        isChunked = true
    }

    private mutating func readConnection(_ bytes: UnsafeRawBufferPointer, _ value: Range<Int>) {
        var start = value.lowerBound
        while start < value.upperBound {
            let comma = bytes.firstIndex(of: UInt8(ascii: ","), in: start..<value.upperBound) ?? value.upperBound
            let token = bytes.trimmed(start..<comma)
            if bytes.equals(token, lowercased: "close") {
                closesConnection = true
            } else if bytes.equals(token, lowercased: "keep-alive") {
                keepsConnection = true
            } else if !token.isEmpty {
                connectionNames.append(token)
            }
            start = comma + 1
        }
    }

    /// A `Connection` field may name others that end here too, but never those that a signature or the body hang on:
    /// naming `Authorization` there must not take it away from the upstream.
    private mutating func markNamedFields(_ bytes: UnsafeRawBufferPointer, from start: Int) {
        var position = start
        while let feed = bytes.firstIndex(of: 10, in: position..<bytes.count - 2) {
            let line = position..<feed + 1
            position = feed + 1
            guard let colon = bytes.firstIndex(of: UInt8(ascii: ":"), in: line), !hopByHopLines.contains(line),
                isNamed(bytes, line.lowerBound..<colon), Self.mayEndHere(bytes, line.lowerBound..<colon)
            else { continue }
            hopByHopLines.append(line)
        }
        hopByHopLines.sort { $0.lowerBound < $1.lowerBound }
    }

    private func isNamed(_ bytes: UnsafeRawBufferPointer, _ name: Range<Int>) -> Bool {
        connectionNames.contains { token in
            token.count == name.count
                && zip(bytes[token], bytes[name]).allSatisfy { $0 == $1 || ($0 | 0x20 == $1 | 0x20 && $0 > 0x40) }
        }
    }

    private static func mayEndHere(_ bytes: UnsafeRawBufferPointer, _ name: Range<Int>) -> Bool {
        if name.count > 6, bytes.equals(name.lowerBound..<name.lowerBound + 6, lowercased: "x-amz-") { return false }
        let kept: [StaticString] = [
            "host", "authorization", "content-length", "transfer-encoding", "trailer", "expect", "content-type", "date",
            "content-md5", "content-encoding",
        ]
        return !kept.contains { bytes.equals(name, lowercased: $0) }
    }
}
