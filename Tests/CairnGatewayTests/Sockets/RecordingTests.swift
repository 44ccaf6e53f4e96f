import CairnRecording
import CairnWire
import NIOCore
import Testing

@testable import CairnGateway

private let okAnswer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
private let get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n"

@Suite(.timeLimit(.minutes(1))) struct RecordingTests {
    @Test func theCallerSeesNothingOfAShortAnswerBeforeItsRecordIsKept() async throws {
        let sink = SinkDouble(.wait)
        try await withGateway(ScriptedUpstream.repeating(okAnswer), sink: sink) { gateway, _ in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write(get)
                #expect(await TestGateway.eventually { sink.waitingCount == 1 })
                try await Task.sleep(for: .milliseconds(50))
                #expect(gateway.metrics.bytesOut == 0)
                #expect(gateway.metrics.recordedCallsInFlight == 1)
                sink.goOn()
                #expect(try await client.read(okAnswer.utf8.count) == okAnswer)
            }
            #expect(gateway.metrics.recordedCallsInFlight == 0)
        }
    }

    @Test func theCallerSeesALongAnswerButNotItsEndBeforeItsRecordIsKept() async throws {
        let (sink, seen) = (SinkDouble(.wait), Counter())
        let count = 300_000
        try await withGateway(
            { session, _ in
                _ = try await session.readHead()
                try await session.write("HTTP/1.1 200 OK\r\nContent-Length: \(count)\r\n\r\n")
                try await session.write(ByteBuffer(repeating: 0x61, count: count - 1))
                _ = await seen.reached(1)
                try await session.write("z")
                _ = try? await session.readToEnd()
            }, sink: sink
        ) { gateway, _ in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write(get)
                _ = try await client.readHead()
                try await client.skip(count - 1)
                seen.add(1)
                #expect(await TestGateway.eventually { sink.waitingCount == 1 })
                sink.goOn()
                #expect(try await client.read(1) == "z")
            }
        }
    }

    @Test func aCallThatIsNotSelectedIsNeitherHeldNorKept() async throws {
        let sink = SinkDouble(.wait)
        try await withGateway(ScriptedUpstream.repeating(okAnswer), sink: sink) { gateway, _ in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write("GET / HTTP/1.1\r\nHost: h\r\nx-record: no\r\n\r\n")
                #expect(try await client.readMessage().body == "ok")
                try await client.write("GET / HTTP/1.1\r\nHost: h\r\nx-record: late-no\r\n\r\n")
                #expect(try await client.readMessage().body == "ok")
            }
            let metrics = gateway.metrics
            #expect(metrics.callsSeen == 2 && metrics.excluded == 2 && metrics.callsInFlight == 0)
            #expect(sink.records.isEmpty)
        }
    }

    @Test func anAnswerWithoutARecordIsReplacedByAnError() async throws {
        try await withGateway(ScriptedUpstream.repeating(okAnswer), sink: SinkDouble(.fail)) { gateway, _ in
            try await RawSession.connect(port: gateway.port) { client in
                for _ in 0..<2 {
                    try await client.write(get)
                    let answer = try await client.readMessage()
                    #expect(answer.head.hasPrefix("HTTP/1.1 503 ") && answer.body.contains("ServiceUnavailable"))
                }
            }
            #expect(gateway.metrics.unrecorded == 2 && gateway.metrics.callsSeen == 2)
        }
    }

    @Test func aLongAnswerWithoutARecordIsBrokenOff() async throws {
        let (count, seen) = (200_000, Counter())
        let answer = "HTTP/1.1 200 OK\r\nContent-Length: \(count)\r\n\r\n" + String(repeating: "a", count: count)
        try await withGateway(
            { session, _ in
                _ = try await session.readHead()
                try await session.write(String(answer.dropLast()))
                _ = await seen.reached(1)
                try await session.write("a")
                _ = try? await session.readToEnd()
            }, sink: SinkDouble(.fail)
        ) { gateway, _ in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write(get)
                try await client.skip(answer.utf8.count - 1)
                seen.add(1)
                #expect(try await client.readToEnd() == "")
            }
        }
    }

    @Test func forwardingGoesOnWithoutARecordIfToldTo() async throws {
        let sink = SinkDouble(.fail)
        sink.isAccepting = false
        try await withGateway(
            ScriptedUpstream.repeating(okAnswer), sink: sink, configure: { $0.journalFailurePolicy = .forward }
        ) { gateway, _ in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write(get)
                #expect(try await client.readMessage().body == "ok")
            }
            #expect(gateway.metrics.unrecorded == 1 && gateway.metrics.rejected == 0)
        }
    }

    @Test func aFailingJournalStopsCallsBeforeTheyHaveAnEffect() async throws {
        let sink = SinkDouble()
        try await withGateway(ScriptedUpstream.repeating(okAnswer), sink: sink) { gateway, upstream in
            try await RawSession.connect(port: gateway.port) { client in
                sink.isAccepting = false
                try await client.write(get)
                #expect(try await client.readMessage().head.hasPrefix("HTTP/1.1 503 "))
                try await client.write("GET / HTTP/1.1\r\nHost: h\r\nx-record: no\r\n\r\n")
                #expect(try await client.readMessage().body == "ok")
                sink.isAccepting = true
                try await client.write(get)
                #expect(try await client.readMessage().body == "ok")
            }
            let metrics = gateway.metrics
            #expect(metrics.rejected == 1 && metrics.recorded == 1 && metrics.excluded == 1 && metrics.callsSeen == 3)
            #expect(upstream.connectionCount == 1)
        }
    }

    @Test func largeBodiesAreRecordedOffTheEventLoopAndStillHeld() async throws {
        let count = 300_000
        try await withGateway({ session, _ in
            _ = try await session.readMessage()
            try await session.write(okAnswer)
            _ = try? await session.readToEnd()
        }) { gateway, _ in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: \(count)\r\n\r\n")
                try await client.write(ByteBuffer(repeating: 0x61, count: count))
                #expect(try await client.readMessage().body == "ok")
            }
            #expect(gateway.recorder.observed.first?.request.body.bytes.count == count)
            #expect(gateway.metrics.recorded == 1)
        }
    }

    @Test func cairnsOwnCallsAreRecordedLikeAnyOther() async throws {
        let sink = SinkDouble(.wait)
        try await TestGateway.run(sink: sink) { gateway in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write("POST /local/echo HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello")
                #expect(await TestGateway.eventually { sink.waitingCount == 1 })
                #expect(gateway.metrics.bytesOut == 0)
                sink.goOn()
                #expect(try await client.readMessage().body == "hello")
                try await client.write("GET /local/who HTTP/1.1\r\nHost: h\r\n\r\n")
                #expect(try await client.readMessage().body == "127.0.0.1 36")
                try await client.write("GET /local/stream HTTP/1.1\r\nHost: h\r\n\r\n")
                _ = try await client.readHead()
                #expect(try await client.read(through: "0\r\n\r\n") == "3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n")
                try await client.write("GET /local/nowhere HTTP/1.1\r\nHost: h\r\n\r\n")
                #expect(try await client.readMessage().head.hasPrefix("HTTP/1.1 404 "))
                try await client.write("GET /_cairn/health HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
                #expect(try await client.readToEnd().hasSuffix("healthy"))
            }
            let calls = gateway.recorder.observed
            #expect(calls.map(\.response.status) == [200, 200, 200, 404])
            #expect(
                calls.first.map { [$0.request.body.bytes, $0.response.body.bytes] } == [
                    Array("hello".utf8), Array("hello".utf8),
                ])
            #expect(calls[2].response.body.bytes == Array("onetwo".utf8))
            #expect(gateway.metrics.adminRequests == 1)
        }
    }

    @Test func aLocalCallWithoutARecordIsRefused() async throws {
        try await TestGateway.run(sink: SinkDouble(.fail)) { gateway in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write("POST /local/echo HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello")
                #expect(try await client.readMessage().head.hasPrefix("HTTP/1.1 503 "))
            }
        }
    }

    @Test func theRestOfABodyThatARouteIgnoresIsNotTakenForARequest() async throws {
        try await TestGateway.run { gateway in
            try await RawSession.connect(port: gateway.port) { client in
                let count = 400_000
                try await client.write("POST /local/ignore HTTP/1.1\r\nHost: h\r\nContent-Length: \(count)\r\n\r\n")
                try await client.write(ByteBuffer(repeating: 0x61, count: count))
                #expect(try await client.readMessage().body == "ignored")
                try await client.write("GET /local/who HTTP/1.1\r\nHost: h\r\n\r\n")
                #expect(try await client.readMessage().body == "127.0.0.1 36")
            }
        }
    }

    @Test func aRouteIsNotToldByHeadersWhoCalls() async throws {
        try await TestGateway.run(configure: { $0.trustedProxies = [AddressRange("127.0.0.0/8")].compactMap { $0 } }) {
            gateway in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write("GET /local/who HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 1.2.3.4\r\n\r\n")
                #expect(try await client.readMessage().body == "1.2.3.4 36")
            }
            #expect(gateway.recorder.observed.first?.sourceIPAddress == "1.2.3.4")
        }
    }

    @Test func aLocalCallIsToldToGoOnWithItsBody() async throws {
        try await TestGateway.run { gateway in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write(
                    "POST /local/echo HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
                #expect(try await client.readHead() == "HTTP/1.1 100 Continue\r\n\r\n")
                try await client.write("hi")
                #expect(try await client.readMessage().body == "hi")
            }
        }
    }

    @Test func whatIsSeenIsAccountedFor() async throws {
        let sink = SinkDouble()
        try await withGateway(ScriptedUpstream.repeating(okAnswer), sink: sink) { gateway, _ in
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<40 {
                    group.addTask {
                        try? await RawSession.connect(port: gateway.port) { client in
                            for turn in 0..<5 {
                                let recorded = (number + turn) % 3 == 0 ? "no" : "yes"
                                try await client.write("GET / HTTP/1.1\r\nHost: h\r\nx-record: \(recorded)\r\n\r\n")
                                if number % 10 == 9, turn == 4 { return }
                                _ = try await client.readMessage()
                            }
                        }
                    }
                }
            }
            #expect(
                await TestGateway.eventually { gateway.metrics.callsInFlight == 0 && gateway.metrics.connections == 0 })
            let metrics = gateway.metrics
            #expect(metrics.callsSeen == metrics.recorded + metrics.excluded + metrics.rejected + metrics.unrecorded)
            #expect(metrics.recorded == sink.records.count)
            #expect(metrics.recordedCallsInFlight == 0)
        }
    }
}
