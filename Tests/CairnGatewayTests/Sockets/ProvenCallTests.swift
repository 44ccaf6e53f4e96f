import NIOCore
import Testing

@testable import CairnGateway

/// Which calls are recorded where only those that are proven to be their caller's are.
@Suite(.timeLimit(.minutes(1))) struct ProvenCallTests {
    private static func run(_ work: (TestGateway) async throws -> Void) async throws {
        try await TestGateway.run(configure: { $0.recordsOnlyProvenCalls = true }, work)
    }

    private static func post(_ path: String, _ body: String, length: Int? = nil) -> String {
        "POST \(path) HTTP/1.1\r\nHost: h\r\nContent-Length: \(length ?? body.utf8.count)\r\n\r\n\(body)"
    }

    @Test func aCallIsRecordedOnlyIfARouteVouchesForIt() async throws {
        try await Self.run { gateway in
            try await RawSession.connect(port: gateway.port) { client in
                for (path, body, answer) in [
                    ("/local/proven", "", "carried out"), ("/local/ignore", "", "ignored"),
                    ("/local/proven", "altered", "carried out"), ("/local/proven", "again", "carried out"),
                    ("/local/ignore", "", "ignored"),
                ] {
                    try await client.write(Self.post(path, body))
                    #expect(try await client.readMessage().body == answer)
                }
            }
            let metrics = gateway.metrics
            #expect(gateway.sink.records == ["POST /local/proven 200", "POST /local/proven 200"])
            #expect(metrics.callsSeen == 5 && metrics.recorded == 2)
            #expect(metrics.excluded == 3 && metrics.unauthenticated == 3)
            #expect(metrics.callsInFlight == 0 && metrics.recordedCallsInFlight == 0)
        }
    }

    @Test func withoutTheSettingEveryCallIsRecorded() async throws {
        try await TestGateway.run { gateway in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write(Self.post("/local/ignore", ""))
                _ = try await client.readMessage()
            }
            #expect(gateway.metrics.recorded == 1 && gateway.metrics.unauthenticated == 0)
        }
    }

    @Test func aCallThatEndsBeforeItIsProvenIsNotRecorded() async throws {
        try await Self.run { gateway in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write(Self.post("/local/proven", "half", length: 8))
                #expect(await TestGateway.eventually { gateway.metrics.callsInFlight == 1 })
            }
            #expect(await TestGateway.eventually { gateway.metrics.callsInFlight == 0 })
            let metrics = gateway.metrics
            #expect(metrics.excluded == 1 && metrics.unauthenticated == 1 && metrics.recorded == 0)
            #expect(gateway.sink.records.isEmpty)
        }
    }

    @Test func whatTheGatewayRefusesItselfIsNotProven() async throws {
        try await Self.run { gateway in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                #expect(try await client.readMessage().head.hasPrefix("HTTP/1.1 501"))
            }
            #expect(gateway.metrics.excluded == 1 && gateway.metrics.unauthenticated == 1)
            #expect(gateway.sink.records.isEmpty)
        }
    }

    @Test func whatTheUpstreamAnswersIsRecorded() async throws {
        let answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
        try await withGateway(
            ScriptedUpstream.repeating(answer), configure: { $0.recordsOnlyProvenCalls = true }
        ) { gateway, _ in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                #expect(try await client.readMessage().body == "ok")
            }
            #expect(gateway.metrics.recorded == 1 && gateway.metrics.unauthenticated == 0)
        }
    }

    @Test func whoeverVouchesTooLateIsTold() {
        let box = LocalCallBox()
        #expect(!box.vouch())
        #expect(!box.conclude())
    }
}
