import CairnModel
import CairnWire
import Synchronization

/// Plays the events of a plan against a target.
public struct Replay: Sendable {
    private let plan: ReplayPlan
    private let target: any ReplayTarget
    private let options: ReplayOptions
    private let random: @Sendable () -> Double
    private let sleep: @Sendable (Double) async throws -> Void
    private let now: @Sendable () -> Double

    /// Events that wait for others before them, at most.
    private static let windowMax = 1024

    /// - Parameters:
    ///   - now: seconds of a clock that only goes forward.
    ///   - random: from 0 to 1, for waits between tries.
    public init(
        plan: ReplayPlan, target: any ReplayTarget, options: ReplayOptions = ReplayOptions(),
        now: @escaping @Sendable () -> Double = Replay.monotonicSeconds,
        random: @escaping @Sendable () -> Double = { Double.random(in: 0...1) },
        sleep: @escaping @Sendable (Double) async throws -> Void = { try await Task.sleep(for: .seconds($0)) }
    ) {
        self.plan = plan
        self.target = target
        self.options = options
        self.now = now
        self.random = random
        self.sleep = sleep
    }

    /// Seconds since some moment before the program began.
    @Sendable public static func monotonicSeconds() -> Double {
        let span = ContinuousClock.now - beginning
        return Double(span.components.seconds) + Double(span.components.attoseconds) / 1e18
    }

    private static let beginning = ContinuousClock.now

    private enum Signal: Sendable {
        case finished(Int, EventOutcome)
        case tick
    }

    /// Sends what is not done yet, and returns when all is answered.
    ///
    /// Events that have a resource in common keep their order; others run side by side. Cancelled, it sends no more,
    /// and what is under way is answered first.
    /// - Parameters:
    ///   - ids: what is known of the target before the first call.
    ///   - progress: what earlier runs have done; gets a line for each event.
    /// - Returns: the identifiers learned, those of earlier runs included.
    /// - Throws: ``ReplayError`` if the plan or the log cannot be read or written any more.
    public func run(
        ids: IDMap = IDMap(), progress log: ProgressLog, report: @escaping @Sendable (ReplayProgress) -> Void = { _ in }
    ) async throws -> ReplayRunResult {
        var ids = ids
        for pair in log.learned { ids.learn(pair) }
        let runner = CallRunner(
            preparation: plan.judgement.preparation, target: target, options: options, ids: ids, random: random,
            sleep: sleep)
        var state = RunState(cursor: PlanCursor(plan), tally: log.tally, start: now())
        let total = plan.entries.count
        try await withThrowingTaskGroup(of: Signal.self) { group in
            while true {
                try fill(&state, log)
                start(&state, runner, log, &group)
                if state.runningCount == 0, state.waiting.isEmpty, state.isAtEnd || Task.isCancelled { break }
                addTick(&state, &group)
                guard let signal = try await group.next() else { break }
                switch signal {
                case .tick: state.isTicking = false
                case .finished(let job, let outcome):
                    // A call that was broken off has no outcome: the next run sends it again.
                    guard outcome.failure?.code != CallRunner.cancelledCode else {
                        state.abandon(job)
                        continue
                    }
                    try log.add(outcome)
                    state.finish(job, outcome)
                    report(
                        ReplayProgress(
                            total: total, tally: state.tally, event: "\(outcome.service) \(outcome.eventName)"))
                }
            }
            group.cancelAll()
        }
        return ReplayRunResult(
            ids: runner.idMap, tally: state.tally, isComplete: state.isAtEnd && !state.wasStopped,
            seconds: now() - state.start)
    }

    /// Takes events whose time has come into the window.
    private func fill(_ state: inout RunState, _ log: ProgressLog) throws(ReplayError) {
        while !state.isAtEnd, !Task.isCancelled, state.waiting.count < Self.windowMax {
            if state.next == nil {
                guard let (event, time) = try state.cursor.nextEvent() else {
                    state.isAtEnd = true
                    return
                }
                if log.done.contains(event.key) { continue }
                if state.firstTime == nil { state.firstTime = time }
                state.next = (event, time)
            }
            guard let (event, time) = state.next, isDue(time, state) else { return }
            state.next = nil
            state.admit(event)
        }
    }

    private func start(
        _ state: inout RunState, _ runner: CallRunner, _ log: ProgressLog,
        _ group: inout ThrowingTaskGroup<Signal, any Error>
    ) {
        while state.runningCount < options.concurrency, !Task.isCancelled, let (job, event) = state.takeReady() {
            let isRepeated = log.unanswered.contains(event.key)
            group.addTask {
                try log.begin(event.key)
                return .finished(job, await runner.run(event, isRepeated: isRepeated))
            }
        }
        if Task.isCancelled { state.giveUpWaiting() }
    }

    // MARK: Time

    private func isDue(_ time: Double, _ state: RunState) -> Bool {
        options.speed <= 0 || dueSeconds(time, state) <= now()
    }

    private func dueSeconds(_ time: Double, _ state: RunState) -> Double {
        state.start + (time - (state.firstTime ?? time)) / options.speed
    }

    /// A task that ends when the next event is due.
    private func addTick(_ state: inout RunState, _ group: inout ThrowingTaskGroup<Signal, any Error>) {
        guard options.speed > 0, !state.isTicking, let (_, time) = state.next else { return }
        let wait = max(0, dueSeconds(time, state) - now())
        state.isTicking = true
        let sleep = sleep
        group.addTask {
            try? await sleep(wait)
            return .tick
        }
    }
}
