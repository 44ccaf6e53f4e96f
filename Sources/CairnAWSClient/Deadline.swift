/// Ends work that takes too long.
enum Deadline {
    /// - Throws: what the work throws; `timedOut` when the time is over.
    static func run<Result: Sendable>(
        _ duration: Duration, _ work: @escaping @Sendable () async throws(AWSClientError) -> Result
    ) async throws(AWSClientError) -> Result {
        let outcome = await withTaskGroup(of: Swift.Result<Result, AWSClientError>?.self) { group in
            group.addTask {
                do throws(AWSClientError) {
                    return .success(try await work())
                } catch {
                    return .failure(error)
                }
            }
            group.addTask {
                try? await Task.sleep(for: duration)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
        if let outcome { return try outcome.get() }
        throw AWSClientError(Task.isCancelled ? .cancelled : .timedOut, "No whole answer in time")
    }
}
