public import CairnAPI
import CairnGzip
public import CairnModel
import CairnObjects
import CairnPolicy
public import CairnServer

/// A whole Cairn inside a test's process: in memory, on a free port of loopback, with a clock that the test moves.
///
///     try await withCairn { cairn in
///         let sdk = makeClient(endpoint: cairn.url)
///         try await sdk.createUser(named: "ann")
///         try await cairn.expect(EventCriteria(eventName: "CreateUser", user: "ann"))
///     }
public final class TestCairn: Sendable {
    /// Stands still until it is moved; deliveries and digests go by it.
    public let clock: TestClock
    public let failures: Failures

    private let server: RunningServer
    private let configuration: ServerConfiguration
    private let eventIDs: EventIDGenerator

    /// Starts one. Who starts it stops it; ``withCairn(_:listens:_:)`` does both.
    ///
    /// - Parameters:
    ///   - listens: `false` for one without a socket, which is called through ``api(account:region:)``.
    ///   - clock: the one that it goes by; one that stands at 2026-03-01 by default.
    ///   - configure: changes what a test's Cairn usually is: in memory, lenient about what other services would have
    ///     to say, and silent.
    /// - Throws: `StartupError` if it cannot start.
    public static func start(
        listens: Bool = true, clock: TestClock = TestClock(),
        _ configure: (inout ServerConfiguration) -> Void = { _ in }
    ) async throws -> TestCairn {
        var configuration = ServerConfiguration()
        configuration.port = 0
        configuration.isInMemory = true
        configuration.isLenient = true
        configuration.logLevel = "critical"
        configure(&configuration)
        let failures = Failures()
        var environment = ServerEnvironment()
        environment.clock = clock
        environment.sleep = { try await clock.sleep(seconds: $0) }
        environment.admit = { operation throws(CloudTrailError) in try failures.admit(operation) }
        environment.sink = { FailingSink(sink: $0, failures: failures) }
        environment.store = { FailingStore(store: $0, failures: failures) }
        let server = try await CairnServer(configuration: configuration, environment: environment)
            .start(listens: listens)
        return TestCairn(server: server, configuration: configuration, clock: clock, failures: failures)
    }

    private init(server: RunningServer, configuration: ServerConfiguration, clock: TestClock, failures: Failures) {
        self.server = server
        self.configuration = configuration
        self.clock = clock
        self.failures = failures
        eventIDs = EventIDGenerator(clock: clock)
    }

    /// Where SDKs find it, such as `http://127.0.0.1:49152`; empty for one without a socket.
    public var url: String { server.url ?? "" }

    /// The CloudTrail API and the CloudTrail Data API for a caller, without a socket. Calls are recorded as others are.
    public func api(account: String? = nil, region: String? = nil) -> any CloudTrailAPI & CloudTrailDataAPI {
        server.api(account: account, region: region)
    }

    /// Puts events into the history, as if somebody had made the calls.
    ///
    /// - Returns: the records.
    /// - Throws: what the journal has against them.
    @discardableResult
    public func inject(_ events: TestEvent...) async throws -> [JSON] {
        let records = events.map { event in
            event.record(
                id: eventIDs.next(), now: clock.now(), region: configuration.region, account: configuration.account)
        }
        try await server.record(records)
        return records
    }

    /// Puts whole records into the history, as they are.
    ///
    /// - Throws: what the journal has against them.
    public func inject(records: [JSON]) async throws { try await server.record(records) }

    /// Waits for events that match.
    ///
    /// - Parameters:
    ///   - criteria: what an event must be like.
    ///   - count: how many at least.
    ///   - within: of real time.
    /// - Returns: the records that were found first.
    /// - Throws: ``UnmetExpectation`` if they do not come in time.
    @discardableResult
    public func expect(
        _ criteria: EventCriteria, count: Int = 1, within: Duration = .seconds(10)
    ) async throws -> [JSON] {
        let outcome = try await server.expect(criteria, count: count, within: within)
        guard outcome.isSatisfied else {
            throw UnmetExpectation(criteria: criteria, wanted: count, found: outcome.events)
        }
        return outcome.events
    }

    /// Waits whether no event comes that matches.
    ///
    /// - Throws: ``UnmetExpectation`` if one comes.
    public func expectNone(_ criteria: EventCriteria, within: Duration = .milliseconds(500)) async throws {
        let outcome = try await server.expect(criteria, count: 0, within: within)
        guard outcome.isSatisfied else { throw UnmetExpectation(criteria: criteria, wanted: 0, found: outcome.events) }
    }

    /// Makes a bucket that every trail of the account may deliver into.
    ///
    /// - Throws: `ObjectStoreError`, such as `BucketAlreadyExists`.
    public func makeBucket(_ name: String, prefix: String? = nil) async throws {
        let store = try embeddedBuckets
        let account = configuration.account
        let policy = RequiredPolicy.bucket(
            name: name, prefix: prefix, trailARN: "arn:aws:cloudtrail:*:\(account):trail/*", account: account)
        try await store.createBucket(name, region: configuration.region, owner: account)
        try await store.set(.policy, of: name, to: Array(policy.document.description.utf8))
    }

    /// The keys in a bucket, in order.
    public func keys(in bucket: String, prefix: String = "") async throws -> [String] {
        let store = try embeddedBuckets
        var keys: [String] = []
        repeat {
            let page = try await store.list(bucket: bucket, prefix: prefix, after: keys.last, limit: 1000)
            keys += page.objects.map(\.key)
            if page.next == nil { return keys }
        } while true
    }

    /// Moves the clock until trails have delivered so many records into a bucket.
    ///
    /// - Parameters:
    ///   - count: how many at least.
    ///   - bucket: its name.
    ///   - prefix: only keys that begin with it.
    ///   - within: of real time.
    /// - Returns: the records of all log files in the bucket.
    /// - Throws: ``UndeliveredRecords`` if they do not come in time.
    @discardableResult
    public func delivered(
        _ count: Int, to bucket: String, prefix: String = "", within: Duration = .seconds(10)
    ) async throws -> [JSON] {
        let end = ContinuousClock.now + within
        while true {
            let records = try await records(in: bucket, prefix: prefix)
            if records.count >= count { return records }
            guard ContinuousClock.now < end else { throw UndeliveredRecords(wanted: count, found: records.count) }
            clock.advance(by: configuration.deliveryInterval)
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// The records of all log files in a bucket.
    public func records(in bucket: String, prefix: String = "") async throws -> [JSON] {
        let store = try embeddedBuckets
        var records: [JSON] = []
        for key in try await keys(in: bucket, prefix: prefix) where key.hasSuffix(".json.gz") && !Self.isDigest(key) {
            let body = try await store.get(bucket: bucket, key: key)
            let file = try Gzip.decompress(
                try await body.collect(upTo: Self.fileByteCountMax), upTo: Self.fileByteCountMax)
            records += try JSON(parsing: file)["Records"]?.arrayValue ?? []
        }
        return records
    }

    /// Hides every event that was recorded so far and removes all trails; buckets stay.
    public func reset() async throws { try await server.reset() }

    /// Stops it; everything that was in memory is gone.
    public func stop() async throws { try await server.stop() }

    private static let fileByteCountMax = 256 << 20

    private static func isDigest(_ key: String) -> Bool { key.contains("/CloudTrail-Digest/") }

    private var embeddedBuckets: DirectoryStore {
        get throws {
            guard let buckets = server.buckets else {
                throw StartupError("a Cairn with an upstream or --s3-endpoint has no buckets of its own")
            }
            return buckets
        }
    }
}

/// Runs a test with a Cairn of its own, and stops it afterwards.
///
/// - Parameters:
///   - configure: see ``TestCairn/start(listens:clock:_:)``.
///   - listens: `false` for one without a socket.
///   - body: the test.
public func withCairn<Result>(
    _ configure: (inout ServerConfiguration) -> Void = { _ in }, listens: Bool = true,
    _ body: (TestCairn) async throws -> Result
) async throws -> Result {
    let cairn = try await TestCairn.start(listens: listens, configure)
    do {
        let result = try await body(cairn)
        try await cairn.stop()
        return result
    } catch {
        try? await cairn.stop()
        throw error
    }
}
