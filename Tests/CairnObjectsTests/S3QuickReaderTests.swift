import CairnAWSClient
import CairnModel
import CairnSigning
import NIOCore
import Testing

@testable import CairnObjects

struct S3QuickReaderTests {
    private static let good = """
        HTTP/1.1 200 OK\r
        ETag: "9a0364b9e99bb480dd25e1f0284c8555"\r
        Last-Modified: Sun, 01 Mar 2026 10:00:05 GMT\r
        X-Amz-Meta-Signature: abc\r
        Content-Length: 7\r
        \r
        content
        """

    private func quickReader(
        _ server: ScriptedServer, _ change: (inout AWSClient.Configuration) -> Void = { _ in }
    ) -> S3QuickReader? {
        var configuration = AWSClient.Configuration()
        configuration.endpoints.overrideURL = "http://127.0.0.1:\(server.port)"
        change(&configuration)
        let keys = SigningCredentials(accessKeyID: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "secret")
        let client = AWSClient(
            configuration: configuration, credentials: FixedCredentials(keys), transport: NoTransport())
        return S3QuickReader(client: client, bucket: "box", clock: ManualClock(1_772_359_200))
    }

    private func text(_ object: S3QuickReader.Object?) -> String? {
        object.map { String(decoding: $0.content.readableBytesView, as: UTF8.self) }
    }

    @Test func anObjectComesWithWhatIsSaidOfIt() async throws {
        let server = try ScriptedServer([.init(pieces: [Self.good])])
        let object = await quickReader(server)?.object("AWSLogs/a b+ü.json.gz")
        #expect(text(object) == "content")
        let info = try #require(object?.info)
        #expect(info.etag == "9a0364b9e99bb480dd25e1f0284c8555" && info.size == 7)
        #expect(info.lastModified == 1_772_359_205 && info.userMetadata == ["signature": "abc"])
        let head = try #require(server.calls.first)
        #expect(head.hasPrefix("GET /box/AWSLogs/a%20b%2B%C3%BC.json.gz HTTP/1.1\r\n"))
        #expect(head.contains("\r\nHost: 127.0.0.1:\(server.port)\r\n"))
        #expect(head.contains("Credential=AKIAIOSFODNN7EXAMPLE/20260301/us-east-1/s3/aws4_request"))
    }

    @Test func oneConnectionServesManyCalls() async throws {
        let server = try ScriptedServer(Array(repeating: .init(pieces: [Self.good]), count: 5))
        let reader = try #require(quickReader(server))
        for _ in 0..<5 { #expect(text(await reader.object("k")) == "content") }
        #expect(server.connections == 1 && server.calls.count == 5)
    }

    @Test func tasksOnOneEventLoopShareConnectionsAndThoseOnAnotherHaveTheirOwn() async throws {
        let server = try ScriptedServer(Array(repeating: .init(pieces: [Self.good]), count: 8))
        let reader = try #require(quickReader(server))
        let executors = S3QuickReader.executors.prefix(2)
        for executor in Array(executors) + Array(executors) {
            for _ in 0..<2 {
                let object = await withTaskExecutorPreference(executor) { await reader.object("k") }
                #expect(text(object) == "content")
            }
        }
        #expect(server.connections == executors.count && server.calls.count == 4 * executors.count)
    }

    @Test(arguments: [1, 3, 50, 200])
    func piecesOfAnySizeAreTheSame(size: Int) async throws {
        let bytes = Array(Self.good.utf8)
        let pieces = stride(from: 0, to: bytes.count, by: size).map { start in
            String(decoding: bytes[start..<min(bytes.count, start + size)], as: UTF8.self)
        }
        let server = try ScriptedServer([.init(pieces: pieces)])
        #expect(text(await quickReader(server)?.object("k")) == "content")
    }

    static let extraordinary: [(String, ScriptedServer.Answer)] = [
        ("not found", .init(pieces: ["HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"])),
        ("a redirect", .init(pieces: ["HTTP/1.1 301 Moved\r\nContent-Length: 0\r\nLocation: /\r\n\r\n"])),
        ("an error", .init(pieces: ["HTTP/1.1 503 Slow Down\r\nContent-Length: 2\r\n\r\nno"])),
        ("chunks", .init(pieces: ["HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n"])),
        ("no length", .init(pieces: ["HTTP/1.1 200 OK\r\n\r\nabc"], closes: true)),
        ("a length below zero", .init(pieces: ["HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"])),
        ("more than is held", .init(pieces: ["HTTP/1.1 200 OK\r\nContent-Length: 4194305\r\n\r\n"])),
        ("an end in the middle", .init(pieces: [String(good.dropLast(3))], closes: true)),
        ("an end in the head", .init(pieces: ["HTTP/1.1 200 OK\r\nContent-"], closes: true)),
        ("no answer at all", .init(pieces: [], closes: true)),
        ("no HTTP", .init(pieces: ["220 mail.example.com ESMTP\r\n\r\n"])),
        ("a head without an end", .init(pieces: [String(repeating: "a", count: 40_000)])),
        ("a line without a name", .init(pieces: ["HTTP/1.1 200 OK\r\nnonsense\r\nContent-Length: 1\r\n\r\na"])),
    ]

    @Test(arguments: extraordinary.indices)
    func whatIsNotOrdinaryIsLeftToOthers(index: Int) async throws {
        let server = try ScriptedServer([Self.extraordinary[index].1, .init(pieces: [Self.good])])
        let reader = try #require(quickReader(server))
        #expect(await reader.object("k") == nil)
        // And does not get in the way of the next call.
        #expect(text(await reader.object("k")) == "content")
    }

    @Test(arguments: ["Connection: close", "connection: Close"])
    func aConnectionThatWillEndIsNotUsedAgain(field: String) async throws {
        let closing = Self.good.replacing("Content-Length", with: field + "\r\nContent-Length")
        let server = try ScriptedServer([.init(pieces: [closing], closes: true), .init(pieces: [Self.good])])
        let reader = try #require(quickReader(server))
        for _ in 0..<2 { #expect(text(await reader.object("k")) == "content") }
        #expect(server.connections == 2)
    }

    @Test func aConnectionThatEndedWhileItWasIdleIsNoAnswer() async throws {
        let server = try ScriptedServer([.init(pieces: [Self.good], closes: true), .init(pieces: [Self.good])])
        let reader = try #require(quickReader(server))
        #expect(text(await reader.object("k")) == "content")
        try await Task.sleep(for: .milliseconds(50))
        #expect(await reader.object("k") == nil)
        #expect(text(await reader.object("k")) == "content")
    }

    @Test func whatComesBehindAnAnswerEndsTheConnection() async throws {
        let server = try ScriptedServer([.init(pieces: [Self.good + Self.good]), .init(pieces: [Self.good])])
        let reader = try #require(quickReader(server))
        for _ in 0..<2 { #expect(text(await reader.object("k")) == "content") }
        #expect(server.connections == 2)
    }

    @Test func nobodyListens() async throws {
        let port = try ScriptedServer([]).port
        var configuration = AWSClient.Configuration()
        configuration.endpoints.overrideURL = "http://127.0.0.1:\(port)"
        let client = AWSClient(
            configuration: configuration, credentials: FixedCredentials(nil), transport: NoTransport())
        #expect(await S3QuickReader(client: client, bucket: "box")?.object("k") == nil)
    }

    @Test func otherPlacesAreNotForIt() throws {
        let server = try ScriptedServer([])
        #expect(quickReader(server) != nil)
        #expect(quickReader(server) { $0.endpoints.overrideURL = "https://127.0.0.1:\(server.port)" } == nil)
        #expect(quickReader(server) { $0.endpoints.overrideURL = "http://[::1]:\(server.port)" } == nil)
        #expect(quickReader(server) { $0.endpoints.overrideURL = nil } == nil)
        #expect(quickReader(server) { $0.bucketAddressing = .virtualHosted } == nil)
    }

    @Test(arguments: [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777.0), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("Sun, 01 Mar 2026 10:00:00 GMT", 1_772_359_200),
    ])
    func datesAreRead(text: String, seconds: Double) { #expect(HTTPDate.seconds(text) == seconds) }

    @Test(arguments: [
        "", "now", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 00 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49 GMT", "Sun, 06 Nov 99999999999 08:49:37 GMT",
    ])
    func otherTextsAreNoDates(text: String) { #expect(HTTPDate.seconds(text) == nil) }
}

/// Nobody sends with it.
private struct NoTransport: HTTPTransport {
    func send(_ request: HTTPTransportRequest) async throws(AWSClientError) -> AWSResponse { AWSResponse(status: 500) }
}
