import CairnRecording
import CairnWire
import NIOCore
import Testing

@testable import CairnGateway

private let okAnswer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

@Suite(.timeLimit(.minutes(1))) struct PassThroughTests {
    @Test func requestAndAnswerPassAsTheyCame() async throws {
        let request =
            "POST /a//b%20c?x=%2f&y HTTP/1.1\r\nhOsT: s3.amazonaws.com\r\nAuthorization: AWS4-HMAC-SHA256\r\n"
            + "x-B:  spaced\r\nx-B: twice\r\nContent-Length: 5\r\n\r\nhello"
        let answer = "HTTP/1.1 299 Just Fine\r\nx-AMZ-Request-Id: 1\r\nETag: \"x\"\r\ncontent-length: 4\r\n\r\nbody"
        try await withGateway({ session, _ in
            #expect(try await session.read(request.utf8.count) == request)
            try await session.write(answer)
            _ = try? await session.read(1)
        }) { gateway, _ in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write(request)
                #expect(try await client.read(answer.utf8.count) == answer)
            }
            #expect(gateway.sink.records == ["POST /a//b%20c?x=%2f&y 299"])
            let call = try #require(gateway.recorder.observed.first)
            #expect(call.outcome == .answered && call.sourceIPAddress == "127.0.0.1")
            #expect(call.request.body.bytes == Array("hello".utf8))
            #expect(call.response.body.bytes == Array("body".utf8))
        }
    }

    @Test func chunksExtensionsAndTrailersPassAsTheyCame() async throws {
        let body = "5;x=1\r\nhello\r\n0\r\nx-amz-checksum-crc32: AA==\r\n\r\n"
        let head = "PUT /k HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nTrailer: x-amz-checksum-crc32\r\n\r\n"
        let answerHead = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        try await withGateway({ session, _ in
            #expect(try await session.read(head.utf8.count + body.utf8.count) == head + body)
            try await session.write(answerHead)
            for byte in body.utf8 { try await session.write(ByteBuffer(bytes: [byte])) }
            _ = try? await session.read(1)
        }) { gateway, _ in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write(head)
                for byte in body.utf8 { try await client.write(ByteBuffer(bytes: [byte])) }
                #expect(try await client.read(answerHead.utf8.count + body.utf8.count) == answerHead + body)
            }
            let call = try #require(gateway.recorder.observed.first)
            #expect(call.request.body.bytes == Array("hello".utf8))
            #expect(call.response.body.bytes == Array("hello".utf8))
        }
    }

    @Test(arguments: [
        ("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"), ("DELETE", "HTTP/1.1 204 No Content\r\n\r\n"),
        ("GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n"),
        ("HEAD", "HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n"),
    ])
    func answersWithoutABodyKeepTheConnection(method: String, answer: String) async throws {
        try await withGateway(ScriptedUpstream.repeating(answer)) { gateway, upstream in
            try await RawSession.connect(port: gateway.port) { client in
                for _ in 0..<3 {
                    try await client.write("\(method) / HTTP/1.1\r\nHost: h\r\n\r\n")
                    #expect(try await client.readHead() == answer)
                }
            }
            #expect(upstream.connectionCount == 1)
            #expect(gateway.sink.records.count == 3)
        }
    }

    @Test func aLengthThatOnlyTheHeadAnswerKnowsIsKept() async throws {
        try await withGateway(
            ScriptedUpstream.repeating("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok")
        ) {
            gateway, upstream in
            try await RawSession.connect(port: gateway.port) { client in
                for _ in 0..<2 {
                    try await client.write("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                    #expect(try await client.read(okAnswer.utf8.count) == okAnswer)
                }
            }
            #expect(upstream.connectionCount == 1)
        }
    }

    @Test func theExpectationToContinueGoesToTheUpstreamAndItsAnswerBack() async throws {
        try await withGateway({ session, _ in
            #expect(try await session.readHead().contains("Expect: 100-continue"))
            try await session.write("HTTP/1.1 100 Continue\r\nX-Hint: 1\r\n\r\n")
            #expect(try await session.read(4) == "body")
            try await session.write(okAnswer)
            _ = try? await session.read(1)
        }) { gateway, _ in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write("PUT / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n")
                #expect(try await client.readHead() == "HTTP/1.1 100 Continue\r\nX-Hint: 1\r\n\r\n")
                try await client.write("body")
                #expect(try await client.read(okAnswer.utf8.count) == okAnswer)
            }
        }
    }

    @Test func anEarlyAnswerReachesTheCallerAndEndsTheConnection() async throws {
        try await withGateway({ session, _ in
            _ = try await session.readHead()
            try await session.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno")
            _ = try? await session.readToEnd()
        }) { gateway, _ in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\nbegin")
                #expect(
                    try await client.readToEnd()
                        == "HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno")
            }
            #expect(gateway.sink.records == ["PUT / 403"])
        }
    }

    @Test func anEarlyAnswerSurvivesACallerWhoGoesOnSending() async throws {
        try await withGateway({ session, _ in
            _ = try await session.readHead()
            try await session.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno")
            try await Task.sleep(for: .milliseconds(20))
        }) { gateway, _ in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 8000000\r\n\r\n")
                let megabyte = ByteBuffer(repeating: 0x61, count: 1_000_000)
                for _ in 0..<8 { try? await client.write(megabyte) }
                #expect(try await client.readToEnd().hasSuffix("\r\n\r\nno"))
            }
        }
    }

    @Test func pipelinedRequestsAreAnsweredInOrder() async throws {
        try await withGateway({ session, _ in
            while true {
                let path = try await session.readHead().split(separator: " ")[1]
                if path == "/0" { try await Task.sleep(for: .milliseconds(30)) }
                try await session.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n\(path)")
            }
        }) { gateway, _ in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write((0..<10).map { "GET /\($0) HTTP/1.1\r\nHost: h\r\n\r\n" }.joined())
                for number in 0..<10 { #expect(try await client.readMessage().body == "/\(number)") }
            }
            #expect(gateway.sink.records == (0..<10).map { "GET /\($0) 200" })
        }
    }

    @Test func requestsToRoutesAndUpstreamTakeTurnsOnOneConnection() async throws {
        try await withGateway(ScriptedUpstream.repeating(okAnswer)) { gateway, _ in
            try await RawSession.connect(port: gateway.port) { client in
                let both =
                    "POST /local/echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc"
                    + "GET / HTTP/1.1\r\nHost: h\r\n\r\n"
                try await client.write(both + both + "GET /_cairn/health HTTP/1.1\r\nHost: h\r\n\r\n")
                for _ in 0..<2 {
                    #expect(try await client.readMessage().body == "abc")
                    #expect(try await client.readMessage().body == "ok")
                }
                #expect(try await client.readMessage().body == "healthy")
            }
            #expect(gateway.sink.records.count == 4)
            #expect(gateway.metrics.adminRequests == 1 && gateway.metrics.callsSeen == 4)
        }
    }

    @Test func anHTTP10CallerIsAnsweredAndLetGo() async throws {
        try await withGateway({ session, _ in
            #expect(try await session.readHead() == "GET / HTTP/1.0\r\n\r\n")
            try await session.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nto the end")
        }) { gateway, _ in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                #expect(
                    try await client.readToEnd() == "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nto the end")
            }
            #expect(gateway.sink.records == ["GET / 200"])
        }
    }

    @Test func aCallerWhoClosesItsSideStillGetsItsAnswer() async throws {
        try await withGateway({ session, _ in
            _ = try await session.readHead()
            try await Task.sleep(for: .milliseconds(50))
            try await session.write(okAnswer)
        }) { gateway, _ in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                client.finish()
                #expect(try await client.readToEnd().hasSuffix("\r\n\r\nok"))
            }
        }
    }

    @Test func anUnusedConnectionThatDiedIsReplacedUnseen() async throws {
        try await withGateway({ session, number in
            _ = try await session.readHead()
            try await session.write(okAnswer)
            // The first connection takes a second call and dies of it without an answer.
            if number == 1 { _ = try await session.readHead() } else { _ = try? await session.readToEnd() }
        }) { gateway, upstream in
            try await RawSession.connect(port: gateway.port) { client in
                for _ in 0..<2 {
                    try await client.write("PUT /x HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n")
                    #expect(try await client.readMessage().body == "ok")
                }
            }
            #expect(upstream.connectionCount == 2)
            #expect(gateway.metrics.upstreamRetries == 1 && gateway.metrics.upstreamErrors == 0)
        }
    }

    @Test func largeBodiesPassWholeInBothDirections() async throws {
        let count = 2 * 1024 * 1024
        try await withGateway({ session, _ in
            _ = try await session.readHead()
            try await session.skip(count)
            try await session.write("HTTP/1.1 200 OK\r\nContent-Length: \(count)\r\n\r\n")
            try await session.write(ByteBuffer(repeating: 0x62, count: count))
            _ = try? await session.readToEnd()
        }) { gateway, _ in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: \(count)\r\n\r\n")
                try await client.write(ByteBuffer(repeating: 0x61, count: count))
                _ = try await client.readHead()
                let body = try await client.read(count)
                #expect(body.utf8.allSatisfy { $0 == 0x62 })
            }
            let call = try #require(gateway.recorder.observed.first)
            #expect(call.request.body.bytes.count == 1 << 20 && call.request.body.totalByteCount == count)
            #expect(call.response.body.bytes.count == 1 << 20 && call.response.body.totalByteCount == count)
            #expect(gateway.metrics.tapBytesDropped == 2 * (count - 1 << 20))
        }
    }

    @Test func aSlowReaderHoldsTheUpstreamBack() async throws {
        try await withGateway({ session, _ in
            _ = try await session.readHead()
            try await session.write("HTTP/1.1 200 OK\r\nContent-Length: 200000000\r\n\r\n")
            for _ in 0..<2000 { try await session.write(ByteBuffer(repeating: 0x61, count: 100_000)) }
        }) { gateway, _ in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                _ = try await client.readHead()
                try await Task.sleep(for: .milliseconds(500))
                // What the system takes for the caller's connection (4 MB) has gone out, no more.
                #expect((100_000..<16_000_000).contains(gateway.metrics.bytesOut))
            }
        }
    }

    @Test func aSlowUpstreamHoldsTheCallerBack() async throws {
        try await withGateway({ session, _ in
            _ = try await session.readHead()
            try await Task.sleep(for: .seconds(20))
        }) { gateway, _ in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 200000000\r\n\r\n")
                let writer = client.writer
                let writing = Task {
                    for _ in 0..<2000 { try await writer.write(ByteBuffer(repeating: 0x61, count: 100_000)) }
                }
                try await Task.sleep(for: .milliseconds(500))
                #expect((100_000..<16_000_000).contains(gateway.metrics.bytesIn))
                writing.cancel()
            }
        }
    }
}
