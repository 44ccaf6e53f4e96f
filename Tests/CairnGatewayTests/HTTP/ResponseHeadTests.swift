import NIOCore
import Testing

@testable import CairnGateway

@Suite struct ResponseHeadTests {
    private func parse(_ text: String, isAnswerToHEAD: Bool = false) throws(HTTPSyntaxError) -> ResponseHead {
        try ResponseHead(ByteBuffer(string: text), isAnswerToHEAD: isAnswerToHEAD, maxFieldCount: 100)
    }

    @Test func passesOnTheBytesAsTheyCame() throws {
        let text = "HTTP/1.1 299 Quite Fine\r\nx-AMZ-id:  1\r\nETag: \"é\"\r\nContent-Length: 3\r\n\r\n"
        let head = try parse(text)
        #expect(String(buffer: head.forwarded(closes: false)) == text)
        #expect(head.status == 299)
        #expect(head.framing == .length(3))
    }

    @Test func saysThatTheConnectionEndsOnlyWhenItDoes() throws {
        let head = try parse("HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n")
        #expect(String(buffer: head.forwarded(closes: false)) == "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        #expect(
            String(buffer: head.forwarded(closes: true))
                == "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    }

    @Test func anAnswerInHTTP10GoesOnAsHTTP11() throws {
        let head = try parse("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n")
        #expect(String(buffer: head.forwarded(closes: false)).hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(!head.keepsConnection)
    }

    @Test(arguments: [
        ("HTTP/1.1 200 OK\r\n\r\n", false, BodyFraming.untilClose),
        ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", false, .length(5)),
        ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", true, .length(0)),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n", false, .chunked(ChunkedFraming())),
        ("HTTP/1.1 204 No Content\r\n\r\n", false, .length(0)),
        ("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", false, .length(0)),
        ("HTTP/1.1 100 Continue\r\n\r\n", false, .length(0)),
        ("HTTP/1.1 200\r\nContent-Length: 5\r\n\r\n", false, .length(5)),
    ])
    func framesTheBodyByRFC9112(text: String, isAnswerToHEAD: Bool, framing: BodyFraming) throws {
        #expect(try parse(text, isAnswerToHEAD: isAnswerToHEAD).framing == framing)
    }

    @Test(arguments: [
        "HTTP/1.1 20 OK\r\n\r\n", "HTTP/1.1 099 OK\r\n\r\n", "HTTP/2.0 200 OK\r\n\r\n", "ICY 200 OK\r\n\r\n",
        "\r\n\r\n",
        "HTTP/1.1 200OK\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 200 O\rK\r\n\r\n",
    ])
    func refusesWhatIsNoAnswer(text: String) {
        #expect(throws: HTTPSyntaxError.self) { try parse(text) }
    }
}
