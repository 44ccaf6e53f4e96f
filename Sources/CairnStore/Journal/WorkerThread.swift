import Dispatch

/// A thread of its own for a loop that blocks.
enum WorkerThread {
    /// Runs the body on a new thread; the semaphore is signalled when it has returned.
    static func start(_ label: String, _ body: @escaping @Sendable () -> Void) -> DispatchSemaphore {
        let ended = DispatchSemaphore(value: 0)
        // A serial queue without a target has a thread of its own for as long as a block runs on it.
        DispatchQueue(label: label, qos: .userInitiated).async {
            body()
            ended.signal()
        }
        return ended
    }
}
