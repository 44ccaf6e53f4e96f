public import CairnAPI
public import CairnModel
public import CairnObjects

/// What a server takes from the world around it. A test gives its own; everyone else takes this as it is.
public struct ServerEnvironment: Sendable {
    public var clock: any WallClock = SystemClock()
    /// Waits between deliveries and between retries. Takes seconds of ``clock``.
    public var sleep: @Sendable (_ seconds: Double) async throws -> Void = { try await Task.sleep(for: .seconds($0)) }
    /// Asked before each call of the CloudTrail API is carried out; what it throws is the answer.
    public var admit: @Sendable (_ operation: APIOperation) throws(CloudTrailError) -> Void = { _ in }
    /// Stands between the gateway and the journal.
    public var sink: @Sendable (_ journal: any EventSink) -> any EventSink = { $0 }
    /// Stands between the trails and the buckets that they deliver into.
    public var store: @Sendable (_ buckets: any ObjectStore) -> any ObjectStore = { $0 }

    public init() {}
}
