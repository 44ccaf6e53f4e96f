/// How a waiter asks again and again.
public struct WaiterPolicy: Sendable {
    /// The wait before the second question; each further one is twice as long.
    public var delay: Duration = .seconds(1)
    /// No wait is longer.
    public var delayMax: Duration = .seconds(15)
    /// How long all waits may take together. CloudTrail Lake ends queries after an hour.
    public var timeout: Duration = .seconds(3600)
    /// Waits; a test's may return at once.
    public var sleep: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }

    public init() {}
}
