public import CairnIntegrity
public import CairnModel
public import CairnObjects
public import Logging

/// Everything that the delivery of results reads from and writes to.
public struct QueryDeliveryWorld: Sendable {
    /// How results are delivered.
    public struct Configuration: Sendable, Hashable {
        /// A file is begun anew when it has this many bytes before compression.
        public var fileBytesMax = 32 << 20
        public var compressionLevel = 6
        /// How many results are under way at the same time.
        public var width = 2
        /// How often what may work later is tried; the waits between grow to a minute.
        public var triesMax = 10

        public init() {}
    }

    public var queries: QueryHistory
    public var store: any ObjectStore
    public var keys: DigestKeys
    public var configuration: Configuration
    public var clock: any WallClock
    public var sleep: @Sendable (_ seconds: Double) async throws -> Void
    public var logger: Logger
    let threads = WorkThreads("cairn.lake.delivery")

    public init(
        queries: QueryHistory, store: any ObjectStore, keys: DigestKeys, configuration: Configuration = Configuration(),
        clock: any WallClock = SystemClock(),
        sleep: @escaping @Sendable (_ seconds: Double) async throws -> Void = { seconds in
            try await Task.sleep(for: .seconds(seconds))
        }, logger: Logger
    ) {
        self.queries = queries
        self.store = store
        self.keys = keys
        self.configuration = configuration
        self.clock = clock
        self.sleep = sleep
        self.logger = logger
    }
}
