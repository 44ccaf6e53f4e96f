import NIOCore

/// Runs tasks on an event loop, so that they need not be woken for what happens there, nor wake it for what they do.
///
/// They must not block, and not keep the processor for long: other connections wait.
final class EventLoopTaskExecutor: TaskExecutor {
    private let eventLoop: any EventLoop

    init(_ eventLoop: any EventLoop) { self.eventLoop = eventLoop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        eventLoop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
