/// Where finished records go: a journal, or in tests a list.
///
/// Laws: `completion` runs exactly once for each call; when it runs with success, every record of the call is kept
/// as the sink's policy promises; records of one call stay together and in order; a call made after another's
/// return comes after it in the sink's order.
public protocol EventSink: Sendable {
    /// Whether records can be taken now; `false` while the journal's disk is full or failing.
    /// Callers ask before they do anything that would have to be recorded.
    var isAccepting: Bool { get }

    /// Takes whole records: each one JSON object in UTF-8, without a newline.
    ///
    /// - Parameter completion: called exactly once, on any thread and perhaps before `append` returns, after the
    ///   records are durable by the configured policy, or with the error that says why they are not.
    func append(_ records: [[UInt8]], completion: @escaping @Sendable (Result<Void, any Error>) -> Void)
}

extension EventSink {
    /// Takes whole records and returns when they are durable by the configured policy.
    /// - Throws: what the sink says against keeping them.
    public func append(_ records: [[UInt8]]) async throws {
        try await withCheckedThrowingContinuation { continuation in
            append(records) { continuation.resume(with: $0) }
        }
    }
}
