import Dispatch

/// Threads for work that blocks, so that calls are not held up by it.
struct WorkThreads: Sendable {
    private let queue: DispatchQueue

    init(_ label: String) { queue = DispatchQueue(label: label, qos: .userInitiated, attributes: .concurrent) }

    /// Begins work that nobody waits for.
    func start(_ body: @escaping @Sendable () -> Void) { queue.async(execute: body) }

    func run<Value: Sendable, Failure: Error>(
        _ body: @escaping @Sendable () throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let result: Result<Value, Failure> = await withCheckedContinuation { continuation in
            queue.async {
                do throws(Failure) {
                    continuation.resume(returning: .success(try body()))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        return try result.get()
    }
}
