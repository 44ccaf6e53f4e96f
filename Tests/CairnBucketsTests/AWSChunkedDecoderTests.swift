import CairnModel
import NIOCore
import Testing

@testable import CairnBuckets

@Suite struct AWSChunkedDecoderTests {
    private static let whole =
        "5;chunk-signature=ab\r\nhello\r\n1\r\n \r\n5\r\nworld\r\n0\r\nx-amz-checksum-crc32:AAA=\r\n\r\n"

    private func decode(_ pieces: [String]) throws -> (String, String?) {
        var decoder = AWSChunkedDecoder()
        var text = ""
        for piece in pieces { text += String(buffer: try decoder.decode(ByteBuffer(string: piece))) }
        return (text, try decoder.finish()["x-amz-checksum-crc32"])
    }

    @Test func everyPlaceToCutGivesTheSameContent() throws {
        let text = Self.whole
        for first in 0...text.utf8.count {
            let cut = text.utf8.index(text.startIndex, offsetBy: first)
            let (content, trailer) = try decode([String(text[..<cut]), String(text[cut...])])
            #expect(content == "hello world")
            #expect(trailer == "AAA=")
        }
        let bytes = text.utf8.map { String(decoding: [$0], as: UTF8.self) }
        #expect(try decode(bytes).0 == "hello world")
    }

    @Test(arguments: [
        ("0\r\n\r\n", ""), ("0;chunk-signature=00\r\n\r\n", ""), ("0\r\n", ""),
        ("3\r\nabc\r\n0\r\na:b\n\r\nc:d\r\n\r\n", "abc"),
    ])
    func endsAreTakenAsClientsWriteThem(_ text: String, _ content: String) throws {
        #expect(try decode([text]).0 == content)
    }

    @Test(arguments: [
        "", "5\r\nhel", "5\r\nhelloworld", "zz\r\n", "-1\r\n", "5\r\nhello\r\n", "5\r\nhelloX\r\n0\r\n\r\n",
        "FFFFFFFFFFFFFFFFF\r\n", String(repeating: "1", count: 5000),
        "0\r\n" + String(repeating: "a:b\r\n", count: 17),
    ])
    func whatIsCutOffOrNoFramingIsRefused(_ text: String) {
        #expect(throws: S3Failure.self) { try decode([text]) }
    }
}
