import NIOConcurrencyHelpers
import NIOCore
import NIOPosix

@testable import CairnGateway

/// A server that does, connection by connection, what a test tells it to.
struct ScriptedUpstream: Sendable {
    typealias Script = @Sendable (RawSession, _ connectionNumber: Int) async throws -> Void

    let port: Int
    private let accepted = NIOLockedValueBox(0)

    var connectionCount: Int { accepted.withLockedValue { $0 } }

    /// Runs the server while a test works.
    static func run<Value: Sendable>(
        _ script: @escaping Script, _ work: (ScriptedUpstream) async throws -> Value
    ) async throws -> Value {
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelOption(.socketOption(.so_rcvbuf), value: RawSession.receiveBufferByteCount)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let connection = try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
                    try channel.pipeline.syncOperations.addHandler(ConnectionHold(connection))
                    return connection
                }
            }
        let upstream = ScriptedUpstream(port: server.channel.localAddress?.port ?? 0)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await upstream.serve(server, script) }
            do {
                let value = try await work(upstream)
                group.cancelAll()
                return value
            } catch {
                group.cancelAll()
                throw error
            }
        }
    }

    /// Answers requests with a fixed text each, over and over, on every connection.
    static func repeating(_ answer: String) -> Script {
        { session, _ in
            while true {
                _ = try await session.readMessage()
                try await session.write(answer)
            }
        }
    }

    private func serve(
        _ server: NIOAsyncChannel<NIOAsyncChannel<ByteBuffer, ByteBuffer>, Never>, _ script: @escaping Script
    ) async throws {
        try await server.executeThenClose { connections in
            await withTaskGroup(of: Void.self) { group in
                do {
                    for try await connection in connections {
                        let number = accepted.withLockedValue { count in
                            count += 1
                            return count
                        }
                        group.addTask { await Self.serve(connection, number, script) }
                    }
                } catch {}
                group.cancelAll()
            }
        }
    }

    private static func serve(
        _ connection: NIOAsyncChannel<ByteBuffer, ByteBuffer>, _ number: Int, _ script: Script
    ) async {
        try? await connection.executeThenClose { inbound, outbound in
            try await script(RawSession(connection.channel, inbound, outbound), number)
        }
    }
}
