import CairnModel
import CairnWire
import NIOCore
import Testing

@testable import CairnGateway

@Suite struct RequestHeadTests {
    private func parse(_ text: String, maxFieldCount: Int = 100) throws(HTTPSyntaxError) -> RequestHead {
        try RequestHead(ByteBuffer(string: text), maxFieldCount: maxFieldCount)
    }

    @Test func readsWhatRoutingAndRecordingNeed() throws {
        let head = try parse(
            "POST /a%2Fb?x=1&y HTTP/1.1\r\nHost: h\r\nX-Amz-Target:  T.Op \r\nContent-Length: 12\r\n\r\n")
        #expect(head.request.method == "POST")
        #expect(head.request.target == "/a%2Fb?x=1&y")
        #expect(head.request.headers["x-amz-target"] == "T.Op")
        #expect(head.request.headers.fields.map(\.name) == ["Host", "X-Amz-Target", "Content-Length"])
        #expect(head.framing == .length(12))
        #expect(head.keepsConnection)
    }

    @Test func passesOnTheBytesAsTheyCame() throws {
        let text = "gEt /ü?%zz HTTP/1.1\r\nhOsT:h\r\nX:  two  \r\nX:\r\nAuthorization: AWS4-HMAC-SHA256 a,b\r\n\r\n"
        #expect(String(buffer: try parse(text).forwarded) == text)
    }

    @Test func leavesOutOnlyWhatEndsAtThisHop() throws {
        let head = try parse(
            "GET / HTTP/1.1\r\nHost: h\r\nConnection: keep-alive, X-Hop, Upgrade\r\nX-Hop: 1\r\nUpgrade: h2c\r\n"
                + "Keep-Alive: 5\r\nX-Stay: 1\r\n\r\n")
        #expect(String(buffer: head.forwarded) == "GET / HTTP/1.1\r\nHost: h\r\nX-Stay: 1\r\n\r\n")
        #expect(head.keepsConnection)
    }

    @Test(arguments: ["Authorization", "host", "CONTENT-LENGTH", "x-amz-date", "Expect"])
    func aConnectionFieldCannotTakeAwayWhatTheUpstreamNeeds(name: String) throws {
        let field = name.lowercased() == "host" ? "" : "\(name): 0\r\n"
        let head = try parse("GET / HTTP/1.1\r\nHost: h\r\n\(field)Connection: \(name)\r\n\r\n")
        #expect(String(buffer: head.forwarded) == "GET / HTTP/1.1\r\nHost: h\r\n\(field)\r\n")
    }

    @Test func anAbsoluteTargetIsRoutedByItsPath() throws {
        #expect(try parse("GET http://h:1/p?q HTTP/1.1\r\nHost: h\r\n\r\n").request.target == "/p?q")
        #expect(try parse("GET http://h HTTP/1.1\r\nHost: h\r\n\r\n").request.target == "/")
        #expect(try parse("GET http://h?q HTTP/1.1\r\nHost: h\r\n\r\n").request.target == "/?q")
    }

    @Test func theFirstMinorVersionEndsTheConnection() throws {
        let head = try parse("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
        #expect(!head.keepsConnection)
        #expect(head.minorVersion == 0)
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        ("GET /  HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET / HTTP/1.1\nHost: a\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nX : b\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: a\u{0}b\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n", 400),
        ("G(T / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET /\u{1} HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET / HTTPS/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505),
        ("GET /\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 1\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999999999999999\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        ("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", 501),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n", 501),
    ])
    func refusesWhatAnotherServerMightReadOtherwise(text: String, status: Int) {
        do throws(HTTPSyntaxError) {
            _ = try parse(text)
            Issue.record("\(text) was accepted")
        } catch {
            #expect(error.status == status, "\(text): \(error)")
        }
    }

    @Test func refusesMoreFieldsThanAllowed() {
        let fields = String(repeating: "X: y\r\n", count: 5)
        #expect(throws: HTTPSyntaxError.tooManyFields) {
            try parse("GET / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n", maxFieldCount: 5)
        }
        #expect(throws: Never.self) { try parse("GET / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n", maxFieldCount: 6) }
    }
}

@Suite struct HeadScannerTests {
    @Test func findsTheEndWhereverTheBytesAreCut() throws {
        let text = "GET / HTTP/1.1\r\nHost: h\r\n\r\n"
        for cut in 0...text.utf8.count {
            var scanner = HeadScanner(maxByteCount: 100)
            var buffer = ByteBuffer(string: String(decoding: text.utf8.prefix(cut), as: UTF8.self))
            let early = try scanner.takeHead(from: &buffer)
            #expect((early != nil) == (cut == text.utf8.count))
            guard early == nil else { continue }
            buffer.writeBytes(text.utf8.dropFirst(cut))
            buffer.writeString("rest")
            let head = try scanner.takeHead(from: &buffer)
            #expect(head.map { String(buffer: $0) } == text)
            #expect(String(buffer: buffer) == "rest")
        }
    }

    @Test func refusesALargerHeadThanAllowedBeforeItsEndHasCome() {
        var scanner = HeadScanner(maxByteCount: 20)
        var buffer = ByteBuffer(string: "GET / HTTP/1.1\r\nHost: h")
        #expect(throws: HTTPSyntaxError.headTooLarge) { try scanner.takeHead(from: &buffer) }
    }

    @Test func skipsEmptyLinesBeforeARequest() {
        var scanner = HeadScanner(maxByteCount: 20)
        var buffer = ByteBuffer(string: "\r\n\r\nGET")
        scanner.skipEmptyLines(in: &buffer)
        #expect(String(buffer: buffer) == "GET")
    }
}
