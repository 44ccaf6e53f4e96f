import CairnRecording
import CairnWire
import NIOCore
import NIOPosix
import Testing

@testable import CairnGateway

private let okAnswer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
private let get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n"

/// Every limit and timeout of ``GatewayConfiguration``, met.
@Suite(.timeLimit(.minutes(1))) struct LimitTests {
    private static let eventLoopCount = System.coreCount

    private func answer(
        to request: String, _ configure: (inout GatewayConfiguration) -> Void
    ) async throws -> String {
        try await TestGateway.run(configure: configure) { gateway in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write(request)
                return try await client.readToEnd()
            }
        }
    }

    @Test func largeHeadsAre431() async throws {
        let large = "GET / HTTP/1.1\r\nHost: h\r\nX: \(String(repeating: "a", count: 2000))"
        #expect(try await answer(to: large) { $0.limits.headByteCountMax = 1000 }.hasPrefix("HTTP/1.1 431 "))
        let many = "GET / HTTP/1.1\r\nHost: h\r\n\(String(repeating: "X: a\r\n", count: 20))\r\n"
        #expect(try await answer(to: many) { $0.limits.headerFieldCountMax = 20 }.hasPrefix("HTTP/1.1 431 "))
    }

    @Test func largeBodiesOfLocalCallsAre413() async throws {
        let length = "POST /local/echo HTTP/1.1\r\nHost: h\r\nContent-Length: 101\r\n\r\n"
        #expect(try await answer(to: length) { $0.limits.localBodyByteCountMax = 100 }.hasPrefix("HTTP/1.1 413 "))
        let chunked = "POST /local/echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n"
        let body = String(repeating: "a", count: 101)
        #expect(
            try await answer(to: chunked + body) { $0.limits.localBodyByteCountMax = 100 }.hasPrefix("HTTP/1.1 413 "))
    }

    @Test func slowHeadsAre408() async throws {
        let clock = ContinuousClock.now
        let answer = try await answer(to: "GET / HTTP/1.1\r\nHo") { $0.timeouts.head = .milliseconds(100) }
        #expect(answer.hasPrefix("HTTP/1.1 408 "))
        #expect(clock.duration(to: .now) >= .milliseconds(100))
    }

    @Test func headsDoNotGetMoreTimeByTrickling() async throws {
        try await TestGateway.run(configure: { $0.timeouts.head = .milliseconds(200) }) { gateway in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write("GET / HTTP/1.1\r\n")
                let writer = client.writer
                async let trickle: Void = Self.trickle(writer)
                #expect(try await client.readHead().hasPrefix("HTTP/1.1 408 "))
                await trickle
            }
        }
    }

    private static func trickle(_ writer: NIOAsyncChannelOutboundWriter<ByteBuffer>) async {
        for _ in 0..<50 {
            guard (try? await writer.write(ByteBuffer(string: "X: y\r\n"))) != nil else { return }
            try? await Task.sleep(for: .milliseconds(20))
        }
    }

    @Test func idleConnectionsAreClosed() async throws {
        #expect(try await answer(to: "") { $0.timeouts.idle = .milliseconds(100) } == "")
        try await withGateway(
            ScriptedUpstream.repeating(okAnswer), configure: { $0.timeouts.idle = .milliseconds(500) }
        ) { gateway, _ in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write(get)
                #expect(try await client.readToEnd() == okAnswer)
            }
        }
    }

    @Test func slowBodiesAre408() async throws {
        try await withGateway(
            { session, _ in _ = try? await session.readToEnd() },
            configure: { $0.timeouts.bodyProgress = .milliseconds(100) }
        ) { gateway, _ in
            for path in ["/", "/local/echo"] {
                try await RawSession.connect(port: gateway.port) { client in
                    try await client.write("POST \(path) HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nab")
                    #expect(try await client.readToEnd().hasPrefix("HTTP/1.1 408 "))
                }
            }
        }
    }

    @Test func aCallerWhoTakesNothingIsLetGo() async throws {
        try await withGateway(
            { session, _ in
                _ = try await session.readHead()
                try await session.write("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n")
                try await session.write(ByteBuffer(repeating: 0x61, count: 100_000_000))
            }, configure: { $0.timeouts.bodyProgress = .milliseconds(200) }
        ) { gateway, _ in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write(get)
                _ = try await client.readHead()
                #expect(await TestGateway.eventually { gateway.metrics.connections == 0 })
            }
            #expect(await TestGateway.eventually { gateway.metrics.recorded == 1 })
            #expect(gateway.recorder.observed.map(\.outcome) == [.interrupted])
        }
    }

    @Test func aSilentUpstreamIs504() async throws {
        try await withGateway(
            { session, _ in _ = try? await session.readToEnd() },
            configure: { $0.timeouts.upstream = .milliseconds(100) }
        ) { gateway, _ in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write(get)
                #expect(try await client.readMessage().head.hasPrefix("HTTP/1.1 504 "))
            }
            #expect(gateway.recorder.observed.map(\.outcome) == [.failedHere])
        }
    }

    @Test func aCallThatTakesTooLongInAllIs504() async throws {
        try await withGateway(
            { session, _ in
                _ = try await session.readHead()
                try await session.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
                for _ in 0..<1000 {
                    try await session.write("a")
                    try await Task.sleep(for: .milliseconds(10))
                }
            }, configure: { $0.timeouts.call = .milliseconds(150) }
        ) { gateway, _ in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write(get)
                #expect(try await client.readMessage().head.hasPrefix("HTTP/1.1 504 "))
            }
        }
    }

    @Test func callsWaitForAConnectionOnlySoLongAndOnlySoMany() async throws {
        try await withGateway(
            { session, _ in
                _ = try await session.readHead()
                try await Task.sleep(for: .seconds(10))
            },
            configure: {
                $0.pool.connectionCountMax = 1
                $0.pool.waitingCallCountMax = 1
                $0.timeouts.connect = .milliseconds(300)
            }
        ) { gateway, _ in
            let callCount = 3 * Self.eventLoopCount + 2
            let answers = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<callCount {
                    group.addTask {
                        try await RawSession.connect(port: gateway.port) { client in
                            try await client.write(get)
                            return try await client.readMessage().head
                        }
                    }
                }
                var answers: [String] = []
                // All but those that have a connection: at most one for each event loop.
                for _ in 0..<(callCount - Self.eventLoopCount) {
                    if let answer = try await group.next() { answers.append(answer) }
                }
                group.cancelAll()
                return answers
            }
            #expect(answers.allSatisfy { $0.hasPrefix("HTTP/1.1 503 ") })
            #expect(gateway.metrics.upstreamConnections <= Self.eventLoopCount)
        }
    }

    @Test func unusedUpstreamConnectionsAreClosed() async throws {
        try await withGateway(
            ScriptedUpstream.repeating(okAnswer), configure: { $0.pool.idle = .milliseconds(100) }
        ) { gateway, upstream in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write(get)
                _ = try await client.readMessage()
                #expect(await TestGateway.eventually { gateway.metrics.upstreamConnections == 0 })
                try await client.write(get)
                _ = try await client.readMessage()
            }
            #expect(upstream.connectionCount == 2)
        }
    }

    @Test func connectionsBeyondTheLimitAre503AndMoreAreClosed() async throws {
        try await withGateway(
            ScriptedUpstream.repeating(okAnswer), configure: { $0.limits.connectionCountMax = 1 }
        ) { gateway, upstream in
            try await RawSession.connect(port: gateway.port) { first in
                try await first.write(get)
                #expect(try await first.readMessage().body == "ok")
                try await RawSession.connect(port: gateway.port) { second in
                    try await second.write(get)
                    #expect(try await second.readHead().hasPrefix("HTTP/1.1 503 "))
                    try await RawSession.connect(port: gateway.port) { third in
                        let rest = try await third.readToEnd()
                        #expect(rest == "")
                    }
                }
                try await first.write(get)
                #expect(try await first.readMessage().body == "ok")
            }
            #expect(gateway.metrics.rejected == 1 && gateway.metrics.connectionsRefused == 2)
            #expect(await TestGateway.eventually { gateway.metrics.connections == 0 })
        }
    }

    @Test func recordedCallsInFlightAreBounded() async throws {
        let sink = SinkDouble(.wait)
        try await withGateway(
            ScriptedUpstream.repeating(okAnswer), sink: sink, configure: { $0.limits.recordedCallsInFlightMax = 1 }
        ) { gateway, _ in
            try await RawSession.connect(port: gateway.port) { first in
                try await first.write(get)
                #expect(await TestGateway.eventually { sink.waitingCount == 1 })
                try await RawSession.connect(port: gateway.port) { second in
                    try await second.write(get)
                    #expect(try await second.readMessage().head.hasPrefix("HTTP/1.1 503 "))
                }
                sink.goOn()
                #expect(try await first.readMessage().body == "ok")
            }
            #expect(gateway.metrics.rejected == 1)
        }
    }

    @Test func tapsAreBoundedForEachBodyAndForAll() async throws {
        try await withGateway(
            ScriptedUpstream.repeating(okAnswer),
            configure: {
                $0.limits.tapByteCountMax = 10
                $0.limits.tapByteCountTotalMax = 13
            }
        ) { gateway, _ in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 20\r\n\r\n01234567890123456789")
                _ = try await client.readMessage()
            }
            let call = try #require(gateway.recorder.observed.first)
            #expect(call.request.body.bytes == Array("0123456789".utf8) && call.request.body.totalByteCount == 20)
            #expect(call.response.body.bytes == Array("ok".utf8))
            #expect(gateway.gateway.tapBudget.usedByteCount == 0)
        }
    }

    @Test func shortAnswersAreHeldWholeUpToALimit() async throws {
        let (sink, seen) = (SinkDouble(.wait), Counter())
        try await withGateway(
            { session, _ in
                _ = try await session.readHead()
                try await session.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no")
                _ = await seen.reached(1)
                try await session.write("k")
                _ = try? await session.readToEnd()
            }, sink: sink, configure: { $0.limits.heldAnswerByteCountMax = 1 }
        ) { gateway, _ in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write(get)
                #expect(try await client.read(okAnswer.utf8.count - 1) == okAnswer.dropLast())
                seen.add(1)
                #expect(await TestGateway.eventually { sink.waitingCount == 1 })
                sink.goOn()
                #expect(try await client.read(1) == "k")
            }
        }
    }

    @Test func aCallerWhoIsToldToGoIsNotWaitedForLong() async throws {
        try await TestGateway.run(configure: { $0.timeouts.linger = .milliseconds(100) }) { gateway in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write("nonsense\r\n\r\n")
                _ = try await client.readHead()
                #expect(await TestGateway.eventually { gateway.metrics.connections == 0 })
            }
        }
    }
}
