import Dispatch

/// Threads for work that takes long without waiting, such as compressing, so that calls are not held up by it.
struct WorkQueue: Sendable {
    private let queue: DispatchQueue

    init(label: String = "cairn.delivery") {
        queue = DispatchQueue(label: label, qos: .utility, attributes: .concurrent)
    }

    func run<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: body()) }
        }
    }

    func run<Value: Sendable, Failure: Error>(
        _ body: @escaping @Sendable () throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let result: Result<Value, Failure> = await run {
            do throws(Failure) { return .success(try body()) } catch { return .failure(error) }
        }
        return try result.get()
    }
}
