import CairnModel
import Testing

@testable import CairnAWSClient

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite struct AsyncHTTPTransportTests {
    private static func withTransport<Result>(
        idleTimeout: Duration = .seconds(10), _ body: (AsyncHTTPTransport) async throws -> Result
    ) async throws -> Result {
        var configuration = AsyncHTTPTransport.Configuration(userAgent: "cairn/9.9")
        configuration.idleTimeout = idleTimeout
        let transport = AsyncHTTPTransport(configuration)
        do {
            let result = try await body(transport)
            try await transport.shutdown()
            return result
        } catch {
            try await transport.shutdown()
            throw error
        }
    }

    private static func client(_ transport: any HTTPTransport, _ url: String, tries: Int = 1) -> AWSClient {
        var configuration = AWSClient.Configuration()
        configuration.endpoints = EndpointSettings(overrideURL: url)
        configuration.retries.attemptsMax = tries
        return AWSClient(
            configuration: configuration, credentials: FixedCredentials(.test), transport: transport, sleep: { _ in })
    }

    @Test func requestArrivesAsItWasSigned() async throws {
        try await Self.withTransport { transport in
            try await TestServer.with({ _ in .response(200, headers: ["ETag": "x"], chunks: ["one", "two"]) }) {
                server in
                let client = Self.client(transport, server.url)
                let response = try await client.send(
                    .s3("PUT", bucket: "box", key: "a b//../ü+%2F", query: [("tagging", nil)], body: .bytes([7])))
                #expect(try await response.body.collect(upTo: 10) == Array("onetwo".utf8))
                #expect(response.headers["etag"] == "x")
                let request = try #require(server.requests.first)
                #expect(request.uri == "/box/a%20b//../%C3%BC%2B%252F?tagging")
                #expect(request.headers["user-agent"] == "cairn/9.9")
                #expect(request.headers["host"].map { "http://" + $0 } == server.url)
                #expect(request.headers["content-length"] == "1")
                #expect(request.body == [7])
            }
        }
    }

    @Test func fileIsSentInPiecesAndAgain() async throws {
        let path = FileManager.default.temporaryDirectory.path + "/cairn-\(UInt64.random(in: 0...UInt64.max))"
        let content = (0..<600_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
        try Data(content).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await Self.withTransport { transport in
            try await TestServer.with({ $0.headers["x-try"] == nil ? .response(503) : .response(200) }) { server in
                let slice = try #require(FileSlice(path: path))
                _ = try? await Self.client(transport, server.url, tries: 2).send(
                    .s3("PUT", bucket: "box", key: "k", body: .file(slice)))
                #expect(server.requests.map(\.body) == [content, content])
                let digest = server.requests.first?.headers["x-amz-content-sha256"]
                #expect(digest?.utf8.count == 64)

                let part = FileSlice(path: path, offset: 599_990, byteCount: 10)
                _ = try await Self.client(transport, server.url).send(
                    .s3("PUT", bucket: "box", key: "k", headers: ["x-try": "2"], body: .file(part)))
                #expect(server.requests.last?.body == Array(content.suffix(10)))
            }
        }
    }

    @Test func streamIsSentWithItsLength() async throws {
        try await Self.withTransport { transport in
            try await TestServer.with({ _ in .response(200) }) { server in
                let chunks = AsyncStream<[UInt8]> { continuation in
                    for byte in UInt8(1)...3 { continuation.yield([byte, byte]) }
                    continuation.finish()
                }
                _ = try await Self.client(transport, server.url).send(
                    .s3("PUT", bucket: "box", key: "k", body: .stream(AWSByteStream(chunks), byteCount: 6)))
                let request = try #require(server.requests.first)
                #expect(request.body == [1, 1, 2, 2, 3, 3])
                #expect(request.headers["content-length"] == "6")
                #expect(request.headers["x-amz-content-sha256"] == "UNSIGNED-PAYLOAD")
            }
        }
    }

    @Test(arguments: [
        (TestServer.Answer.silent, AWSClientError.Code.timedOut), (.stalled, .timedOut), (.broken, .interrupted),
    ])
    func serverThatFailsIsToldApart(answer: TestServer.Answer, code: AWSClientError.Code) async throws {
        try await Self.withTransport(idleTimeout: .milliseconds(200)) { transport in
            try await TestServer.with({ _ in answer }) { server in
                let error = await #expect(throws: AWSClientError.self) {
                    try await Self.client(transport, server.url).call(service: "kms", operation: "ListKeys")
                }
                #expect(error?.code == code)
            }
        }
    }

    @Test func nobodyListensIsUnreachable() async throws {
        try await Self.withTransport { transport in
            let url = try await TestServer.with({ _ in .silent }) { $0.url }
            let error = await #expect(throws: AWSClientError.self) {
                try await Self.client(transport, url).call(service: "kms", operation: "ListKeys")
            }
            #expect(error?.code == .unreachable)
        }
    }

    @Test func redirectsAreNotFollowed() async throws {
        try await Self.withTransport { transport in
            try await TestServer.with({ _ in .response(307, headers: ["Location": "http://127.0.0.1:1/"]) }) { server in
                let error = await #expect(throws: AWSClientError.self) {
                    try await Self.client(transport, server.url).send(.s3("GET", bucket: "box"))
                }
                #expect(error?.serviceCode == "TemporaryRedirect")
                #expect(server.requests.count == 1)
            }
        }
    }
}
