import CairnRecording
import CairnWire
import NIOCore
import NIOPosix
import Testing

@testable import CairnGateway

private let okAnswer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
private let get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n"

@Suite(.timeLimit(.minutes(1))) struct ShutdownTests {
    @Test func callsInFlightFinishAndIdleConnectionsClose() async throws {
        try await withGateway({ session, _ in
            _ = try await session.readHead()
            try await Task.sleep(for: .milliseconds(200))
            try await session.write(okAnswer)
            _ = try? await session.readToEnd()
        }) { gateway, _ in
            try await RawSession.connect(port: gateway.port) { idle in
                try await RawSession.connect(port: gateway.port) { busy in
                    try await busy.write(get)
                    #expect(await TestGateway.eventually { gateway.metrics.callsInFlight == 1 })
                    await gateway.shutDown()
                    #expect(try await idle.readToEnd() == "")
                    // Whether the head can still announce the end hangs on which of the two comes first.
                    let answer = try await busy.readToEnd()
                    #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n") && answer.hasSuffix("\r\n\r\nok"))
                }
            }
            #expect(gateway.metrics.recorded == 1)
        }
    }

    @Test func callsThatOutlastTheDeadlineAreBrokenOff() async throws {
        try await withGateway(
            { session, _ in _ = try? await session.readToEnd() }, configure: { $0.timeouts.drain = .milliseconds(100) }
        ) { gateway, _ in
            try await RawSession.connect(port: gateway.port) { client in
                try await client.write(get)
                #expect(await TestGateway.eventually { gateway.metrics.callsInFlight == 1 })
                await gateway.shutDown()
                #expect(try await client.readToEnd() == "")
            }
            #expect(await TestGateway.eventually { gateway.metrics.recorded == 1 })
            #expect(gateway.recorder.observed.map(\.outcome) == [.interrupted])
        }
    }

    /// What was accepted and is not served yet goes with the server, not with the process.
    @Test func aServerThatIsCancelledAmongNewConnectionsEnds() async throws {
        for _ in 0..<3 {
            try await TestGateway.run { gateway in
                for _ in 0..<64 {
                    _ = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                        .connect(host: "127.0.0.1", port: gateway.port).get()
                }
            }
        }
    }
}
