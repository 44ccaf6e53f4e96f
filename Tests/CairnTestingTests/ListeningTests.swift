import AsyncHTTPClient
import CairnModel
import CairnServer
import CairnTesting
import NIOCore
import NIOHTTP1
import Testing

/// A Cairn with a socket, as SDKs see it.
@Suite struct ListeningTests {
    @Test func callsOverTheSocketAreRecorded() async throws {
        try await withCairn { cairn in
            #expect(try await Self.status(of: "DescribeTrails", cairn) == 200)
            let events = try await cairn.expect(EventCriteria(eventName: "DescribeTrails", eventSource: "cloudtrail"))
            #expect(events.first?["recipientAccountId"]?.stringValue == "123456789012")
        }
    }

    @Test func aJournalThatFailsRefusesCalls() async throws {
        try await withCairn { cairn in
            cairn.failures.failJournal()
            let refused = try await Self.status(of: "DescribeTrails", cairn)
            #expect(refused == 503)
            cairn.failures.heal()
            let answered = try await Self.status(of: "DescribeTrails", cairn)
            #expect(answered == 200)
        }
    }

    @Test func severalRunBesideEachOther() async throws {
        try await withCairn { first in
            try await withCairn { second in
                #expect(first.url != second.url)
                #expect(try await Self.status(of: "DescribeTrails", first) == 200)
                try await second.expectNone(EventCriteria(eventName: "DescribeTrails"), within: .milliseconds(50))
            }
        }
    }

    @Test func aPortThatIsTakenIsAnErrorAtTheStart() async throws {
        try await withCairn { cairn in
            let port = try #require(Int(cairn.url.split(separator: ":").last ?? ""))
            await #expect(throws: StartupError.self) { try await TestCairn.start { $0.port = port } }
        }
    }

    private static func status(of operation: String, _ cairn: TestCairn) async throws -> UInt {
        var request = HTTPClientRequest(url: cairn.url)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/x-amz-json-1.1")
        request.headers.add(
            name: "X-Amz-Target", value: "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.\(operation)")
        request.headers.add(
            name: "Authorization",
            value: """
                AWS4-HMAC-SHA256 Credential=123456789012/20260301/us-east-1/cloudtrail/aws4_request, \
                SignedHeaders=host, Signature=00
                """)
        request.body = .bytes(ByteBuffer(string: "{}"))
        return try await HTTPClient.shared.execute(request, timeout: .seconds(10)).status.code
    }
}
