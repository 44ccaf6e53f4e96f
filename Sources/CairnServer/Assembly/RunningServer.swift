public import CairnAPI
public import CairnModel
public import CairnObjects
import CairnService
import CairnStore
import ServiceLifecycle

/// A server in this process that has been started, and is stopped by whoever started it.
public final class RunningServer: Sendable {
    /// The port that it listens on; `nil` if it has no socket.
    public let port: Int?

    private let parts: ServerParts
    private let group: ServiceGroup
    private let running: Task<Void, any Error>

    init(port: Int?, parts: ServerParts, group: ServiceGroup, running: Task<Void, any Error>) {
        self.port = port
        self.parts = parts
        self.group = group
        self.running = running
    }

    /// Such as `http://127.0.0.1:4734`; `nil` if it has no socket.
    public var url: String? { port.map { parts.configuration.url(port: $0) } }

    /// The CloudTrail API and the CloudTrail Data API for a caller, without a socket. Calls are recorded as others are.
    ///
    /// - Parameters:
    ///   - account: twelve digits; the server's own if `nil`.
    ///   - region: the server's own if `nil`.
    public func api(account: String? = nil, region: String? = nil) -> any CloudTrailAPI & CloudTrailDataAPI {
        parts.api(account: account ?? parts.configuration.account, region: region ?? parts.configuration.region)
    }

    /// Puts records into the journal, as if they had been recorded, and returns when look-ups find them.
    ///
    /// - Throws: ``StoreError`` if the journal does not take them.
    public func record(_ events: [JSON]) async throws {
        try await parts.journal.append(events.map { Array($0.description.utf8) })
    }

    /// Waits until enough events that match are recorded.
    ///
    /// - Parameters:
    ///   - count: how many at least; 0 waits whether none comes.
    ///   - within: of real time.
    ///   - since: seconds since the epoch; older events do not count.
    /// - Returns: the first events found, and whether they are enough.
    public func expect(
        _ criteria: EventCriteria, count: Int = 1, within: Duration = .seconds(10), since: Double = 0
    ) async throws -> (isSatisfied: Bool, events: [JSON]) {
        let expectation = EventExpectation(criteria: criteria, count: count, within: within, since: since, account: nil)
        let outcome = try await expectation.wait(parts.search)
        return (outcome.isSatisfied, outcome.events)
    }

    /// The embedded buckets; `nil` if trails deliver elsewhere.
    public var buckets: DirectoryStore? { parts.outside.buckets?.store }

    /// Hides every event that was recorded so far and removes all trails, as `POST /_cairn/reset` does.
    public func reset() async throws { try await parts.reset() }

    /// Lets calls under way finish, and stops everything. Stopping twice is stopping once.
    ///
    /// - Throws: what the server failed with while it ran.
    public func stop() async throws {
        await group.triggerGracefulShutdown()
        try await running.value
    }
}
