import CairnRecording
import CairnWire
import NIOCore
import Testing

@testable import CairnGateway

private let okAnswer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
private let get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n"

@Suite(.timeLimit(.minutes(1))) struct FailureTests {
    @Test func anUpstreamThatIsDownIsABadGatewayAndRecorded() async throws {
        let port = try await ScriptedUpstream.run({ _, _ in }) { $0.port }
        try await TestGateway.run(upstreamPort: port) { gateway in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write(get)
                #expect(try await client.readMessage().head.hasPrefix("HTTP/1.1 502 "))
            }
            let call = try #require(gateway.recorder.observed.first)
            #expect(call.outcome == .failedHere && call.response.status == 502)
            #expect(gateway.metrics.upstreamErrors == 1 && gateway.metrics.recorded == 1)
        }
    }

    @Test func anUpstreamThatIsDownLetsTheBodyComeForTheRecord() async throws {
        let port = try await ScriptedUpstream.run({ _, _ in }) { $0.port }
        try await TestGateway.run(upstreamPort: port) { gateway in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 12\r\n\r\nAction=")
                #expect(await TestGateway.eventually { gateway.metrics.upstreamErrors == 1 })
                try await client.write("Hello")
                #expect(try await client.readMessage().head.hasPrefix("HTTP/1.1 502 "))
            }
            let call = try #require(gateway.recorder.observed.first)
            #expect(call.request.body.bytes == Array("Action=Hello".utf8))
            #expect(call.outcome == .failedHere && call.response.status == 502)
        }
    }

    @Test func withoutAnUpstreamTheCallerIsToldSoAndTheCallRecordedWithItsBody() async throws {
        try await TestGateway.run { gateway in
            try await RawSession.connect(port: gateway.port) { client in
                for _ in 0..<2 {
                    try await client.write("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 12\r\n\r\nAction=")
                    try await client.write("Hello")
                    #expect(try await client.readMessage().head.hasPrefix("HTTP/1.1 501 "))
                }
            }
            #expect(gateway.recorder.observed.first?.request.body.bytes == Array("Action=Hello".utf8))
            #expect(gateway.recorder.observed.first?.outcome == .failedHere)
        }
    }

    @Test(arguments: [
        "not http at all\r\n\r\n", "HTTP/1.1 101 Switching\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
    ])
    func anAnswerThatIsNotHTTPIsABadGateway(answer: String) async throws {
        try await withGateway(ScriptedUpstream.repeating(answer)) { gateway, _ in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write(get)
                #expect(try await client.readMessage().head.hasPrefix("HTTP/1.1 502 "))
            }
        }
    }

    @Test(arguments: ["", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort"])
    func anUpstreamThatClosesBeforeAShortAnswerIsWholeIsABadGateway(answer: String) async throws {
        try await withGateway({ session, _ in
            _ = try await session.readHead()
            if !answer.isEmpty { try await session.write(answer) }
        }) { gateway, _ in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write(get)
                #expect(try await client.readMessage().head.hasPrefix("HTTP/1.1 502 "))
            }
            #expect(gateway.recorder.observed.map(\.outcome) == [.failedHere])
        }
    }

    @Test func anUpstreamThatClosesInALongAnswerBreaksItOffForTheCallerToo() async throws {
        let seen = Counter()
        try await withGateway({ session, _ in
            _ = try await session.readHead()
            try await session.write("HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\nbegun")
            _ = await seen.reached(1)
        }) { gateway, _ in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write(get)
                _ = try await client.readHead()
                #expect(try await client.read(5) == "begun")
                seen.add(1)
                #expect(try await client.readToEnd() == "")
            }
            #expect(await TestGateway.eventually { gateway.metrics.recorded == 1 })
            #expect(gateway.recorder.observed.map(\.outcome) == [.interrupted])
        }
    }

    @Test func anAnswerNobodyAskedForIsNotGivenToTheNextCaller() async throws {
        try await withGateway({ session, number in
            _ = try await session.readHead()
            try await session.write(
                number == 1 ? okAnswer + "HTTP/1.1 666 Evil\r\nContent-Length: 0\r\n\r\n" : okAnswer)
            _ = try? await session.readToEnd()
        }) { gateway, upstream in
            try await RawSession.connect(port: gateway.port) { client in
                for _ in 0..<2 {
                    try await client.write(get)
                    #expect(try await client.readMessage().body == "ok")
                }
            }
            #expect(upstream.connectionCount == 2)
        }
    }

    @Test func aPostIsNotSentTwice() async throws {
        try await withGateway({ session, _ in
            _ = try await session.readMessage()
            try await session.write(okAnswer)
            _ = try await session.readMessage()
        }) { gateway, _ in
            try await RawSession.connect(port: gateway.port) { client in
                let post = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx"
                try await client.write(post)
                #expect(try await client.readMessage().body == "ok")
                try await client.write(post)
                #expect(try await client.readMessage().head.hasPrefix("HTTP/1.1 502 "))
            }
            #expect(gateway.metrics.upstreamRetries == 0)
        }
    }

    @Test func aCallerWhoLeavesIsRecordedAndTheUpstreamLetGo() async throws {
        let (closed, got) = (Counter(), Counter())
        try await withGateway({ session, _ in
            _ = try await session.readHead()
            _ = try await session.read(5)
            got.add(1)
            _ = try? await session.readToEnd()
            closed.add(1)
        }) { gateway, _ in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write("PUT /x HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nhello")
                #expect(await got.reached(1))
            }
            #expect(await TestGateway.eventually { closed.value == 1 && gateway.metrics.recorded == 1 })
            let call = try #require(gateway.recorder.observed.first)
            #expect(call.outcome == .interrupted && call.request.body.totalByteCount == 5)
            #expect(gateway.metrics.interruptedCalls == 1 && gateway.metrics.callsInFlight == 0)
        }
    }

    @Test func aBodyThatIsFramedWronglyIsRefused() async throws {
        try await withGateway({ session, _ in _ = try? await session.readToEnd() }) { gateway, _ in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloXX")
                #expect(try await client.readToEnd().hasPrefix("HTTP/1.1 400 "))
            }
        }
    }

    @Test func aRequestThatCannotBeReadIsRefusedAndNotCountedAsACall() async throws {
        try await TestGateway.run { gateway in
            for request in ["GET / HTTP/1.1\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"] {
                try await RawSession.connect(port: gateway.port) { client in
                    try await client.write(request)
                    let answer = try await client.readToEnd()
                    #expect(answer.hasPrefix("HTTP/1.1 400 ") || answer.hasPrefix("HTTP/1.1 505 "))
                }
            }
            #expect(gateway.metrics.malformedRequests == 2 && gateway.metrics.callsSeen == 0)
        }
    }

    @Test func tunnelsAreRefused() async throws {
        try await withGateway(ScriptedUpstream.repeating(okAnswer)) { gateway, upstream in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write("CONNECT h:443 HTTP/1.1\r\nHost: h\r\n\r\n")
                #expect(try await client.readMessage().head.hasPrefix("HTTP/1.1 501 "))
            }
            #expect(upstream.connectionCount == 0)
        }
    }
}
