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
    private let environment: ServerEnvironment

    public init(configuration: ServerConfiguration, environment: ServerEnvironment = ServerEnvironment()) {
        self.configuration = configuration
        self.environment = environment
    }

    /// Runs until SIGTERM or SIGINT; calls under way may finish first.
    ///
    /// - Parameter announce: takes one line that ends in `Ready.` when the server answers.
    /// - Throws: ``StartupError`` if it cannot start.
    public func run(announce: @escaping @Sendable (String) -> Void) async throws {
        let logger = ServerLog.make(level: configuration.logLevel)
        FileDescriptorLimit.raise()
        MemoryAllocator.keepFreedMemory()
        warnIfOpen(logger)
        let parts = try ServerParts(configuration: configuration, environment: environment, logger: logger)
        let application = try await application(of: parts, logger) { announce(readyLine(port: $0)) }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [application], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        try await run(group, parts)
    }

    /// Starts in this process, without a hold on its signals, and returns when the server answers.
    ///
    /// - Parameter listens: `false` for a server without a socket, which is called through ``RunningServer/api(account:region:)``.
    /// - Throws: ``StartupError`` if it cannot start.
    public func start(listens: Bool = true) async throws -> RunningServer {
        let logger = ServerLog.make(level: configuration.logLevel)
        let parts = try ServerParts(configuration: configuration, environment: environment, logger: logger)
        let (ports, ready) = AsyncThrowingStream.makeStream(of: Int?.self)
        let services: [any Service]
        if listens {
            services = [try await application(of: parts, logger) { ready.yield($0) }]
        } else {
            try await parts.seedIfWanted()
            services = parts.services
            ready.yield(nil)
        }
        let group = ServiceGroup(configuration: ServiceGroupConfiguration(services: services, logger: logger))
        let running = Task {
            do {
                try await run(group, parts)
                ready.finish()
            } catch {
                ready.finish(throwing: error)
                throw error
            }
        }
        for try await port in ports { return RunningServer(port: port, parts: parts, group: group, running: running) }
        throw StartupError("the server ended before it answered")
    }

    /// Runs to the end, and gives back what the parts hold.
    private func run(_ group: ServiceGroup, _ parts: ServerParts) async throws {
        defer { parts.journal.close() }
        do {
            try await group.run()
        } catch {
            await parts.close()
            throw startupError(error)
        }
        await parts.close()
    }

    private func startupError(_ error: any Error) -> any Error {
        switch error {
        case let error as StartupError: error
        case let error as ServiceGroupError: StartupError("\(error)")
        default: StartupError("cannot listen on \(configuration.host):\(configuration.port): \(error)")
        }
    }

    /// - Parameter onReady: takes the port when the server answers.
    private func application(
        of parts: ServerParts, _ logger: Logger, onReady: @escaping @Sendable (Int?) -> Void
    ) async throws -> some ApplicationProtocol {
        try await parts.seedIfWanted()
        var application = Application(
            responder: parts.responder(), server: .gateway(parts.gateway),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port), serverName: nil, backlog: 1024),
            onServerRunning: { channel in onReady(channel.localAddress?.port) }, logger: logger)
        for service in parts.services { application.addServices(service) }
        return application
    }

    private func readyLine(port: Int?) -> String {
        let address = configuration.url(port: port ?? configuration.port)
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
