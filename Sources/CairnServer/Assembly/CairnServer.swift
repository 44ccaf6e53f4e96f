import CairnGateway
import CairnModel
import CairnRecording
import CairnService
import CairnStore
import Hummingbird
import Logging
import ServiceLifecycle
import UnixSignals

/// A whole Cairn: everything that `cairn serve` runs, put together and started and stopped in order.
public struct CairnServer: Sendable {
    private let configuration: ServerConfiguration

    public init(configuration: ServerConfiguration) { self.configuration = configuration }

    /// Runs until SIGTERM or SIGINT; calls under way may finish first.
    ///
    /// - Parameter announce: takes one line that ends in `Ready.` when the server answers.
    /// - Throws: ``StartupError`` if it cannot start.
    public func run(announce: @escaping @Sendable (String) -> Void) async throws {
        let logger = ServerLog.make(level: configuration.logLevel)
        FileDescriptorLimit.raise()
        MemoryAllocator.keepFreedMemory()
        let parts = try ServerParts(configuration: configuration, logger: logger)
        warnIfOpen(logger)
        defer { parts.journal.close() }
        do {
            try await serve(parts, announce, logger)
        } catch {
            await parts.outside.close()
            throw error
        }
        await parts.outside.close()
    }

    private func serve(
        _ parts: ServerParts, _ announce: @escaping @Sendable (String) -> Void, _ logger: Logger
    ) async throws {
        try await parts.seedIfWanted()
        var application = Application(
            responder: parts.responder(), server: .gateway(parts.gateway),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port), serverName: nil, backlog: 1024),
            onServerRunning: { channel in announce(readyLine(port: channel.localAddress?.port)) }, logger: logger)
        application.addServices(
            parts.history, parts.identityKeeper, parts.retention, parts.organizationKeeper, parts.deliveries)
        do {
            try await application.runService(gracefulShutdownSignals: [.sigterm, .sigint])
        } catch let error as ServiceGroupError {
            throw StartupError("\(error)")
        } catch {
            throw StartupError("cannot listen on \(configuration.host):\(configuration.port): \(error)")
        }
    }

    private func readyLine(port: Int?) -> String {
        let host = configuration.host.contains(":") ? "[\(configuration.host)]" : configuration.host
        let address = "http://\(host):\(port ?? configuration.port)"
        guard let upstream = configuration.upstream else {
            return "cairn \(CairnVersion.current) answers the CloudTrail API on \(address), without an upstream. Ready."
        }
        return "cairn \(CairnVersion.current) records what passes on \(address) to \(upstream). Ready."
    }

    private func warnIfOpen(_ logger: Logger) {
        guard !configuration.isLoopback else { return }
        logger.warning(
            "Listening beyond loopback: whoever reaches the port can make calls and read every recorded event",
            metadata: ["host": "\(configuration.host)"])
    }
}
