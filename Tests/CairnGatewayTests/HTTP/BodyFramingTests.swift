import NIOCore
import Testing

@testable import CairnGateway

@Suite struct BodyFramingTests {
    /// Takes a body that comes in pieces; returns what was taken, its content and what was left.
    private func take(
        _ framing: BodyFraming, _ pieces: [String]
    ) throws -> (taken: String, payload: String, rest: String, framing: BodyFraming) {
        var (framing, taken, payload, rest) = (framing, "", "", "")
        for piece in pieces {
            var buffer = ByteBuffer(string: piece)
            while let part = try framing.take(from: &buffer, payload: { payload += String(buffer: $0) }) {
                taken += String(buffer: part)
            }
            rest += String(buffer: buffer)
        }
        return (taken, payload, rest, framing)
    }

    @Test func aLengthTakesSoManyBytesAndNoMore() throws {
        let result = try take(.length(5), ["ab", "", "cdefg"])
        #expect(result.taken == "abcde")
        #expect(result.rest == "fg")
        #expect(result.framing.isComplete)
    }

    @Test func aBodyUntilCloseTakesAll() throws {
        let result = try take(.untilClose, ["ab", "cd"])
        #expect(result.taken == "abcd")
        #expect(!result.framing.isComplete)
    }

    private static let chunked = "5;ext=\"a\"\r\nhello\r\n0A\r\n, world!!!\r\n0\r\nX-Sum: 1\r\nY: 2\r\n\r\n"

    @Test func chunksAreTheSameWhereverTheBytesAreCut() throws {
        for cut in 0...Self.chunked.utf8.count {
            let bytes = Self.chunked.utf8
            let pieces = [
                String(decoding: bytes.prefix(cut), as: UTF8.self),
                String(decoding: bytes.dropFirst(cut), as: UTF8.self) + "NEXT",
            ]
            let result = try take(.chunked(ChunkedFraming()), pieces)
            #expect(result.taken == Self.chunked)
            #expect(result.payload == "hello, world!!!")
            #expect(result.rest == "NEXT")
            #expect(result.framing.isComplete)
        }
    }

    @Test func chunksMayComeByteByByte() throws {
        let result = try take(
            .chunked(ChunkedFraming()), Self.chunked.utf8.map { String(decoding: [$0], as: UTF8.self) })
        #expect(result.payload == "hello, world!!!")
        #expect(result.framing.isComplete)
    }

    @Test(arguments: [
        "x\r\n", "\r\n", "5\nhello", "5\r\nhelloX", "5\r\nhello\rX", "5\r\nhello\n", "1000000000000000\r\n", "-5\r\n",
        "0x5\r\n",
        "0\r\nX: 1\n\r\n", "5\rX", "5;a\n",
    ])
    func refusesWhatIsFramedWrongly(text: String) {
        #expect(throws: HTTPSyntaxError.self) { try take(.chunked(ChunkedFraming()), [text]) }
    }

    @Test func refusesTrailersWithoutEnd() {
        let line = "X: " + String(repeating: "a", count: 1000) + "\r\n"
        #expect(throws: HTTPSyntaxError.self) {
            try take(.chunked(ChunkedFraming()), ["0\r\n"] + Array(repeating: line, count: 20))
        }
    }
}
