import CairnModel
import CairnObjects
import CairnStore
import CairnTrails
import Logging

// Log groups: what was delivered as log files goes there at a pace of its own.
//
// CloudWatch Logs takes an event twice if it is sent twice. What was taken is noted after each round of calls, so that
// only a process that ends between the two sends calls again: at most one for each of `widthMax` streams.
extension TrailDeliverer {
    /// So many calls are under way at the same time, each to another stream.
    private static let widthMax = 4
    /// CloudWatch Logs takes no older events.
    private static let ageMax = 14 * 86_400.0
    /// Of different settings; deliveries by the same ones are one job.
    private static let jobCountMax = 1000

    func sendsLogEvents(of trail: Trail) -> Bool {
        world.logEvents != nil && trail.cloudWatchLogsLogGroupARN != nil
    }

    /// Takes a delivery into the jobs of a new state.
    func addLogEvents(of intent: DeliveryIntent, hasFiles: Bool, to new: inout DeliveryState) {
        guard sendsLogEvents(of: intent.trail) else { return }
        if let last = new.logEventJobs.indices.last, new.logEventJobs[last].extend(with: intent) { return }
        guard hasFiles else { return }
        new.logEventJobs.append(LogEventJob(intent))
        guard new.logEventJobs.count > Self.jobCountMax else { return }
        giveUp(new.logEventJobs.removeFirst(), "too many changes of its settings since")
    }

    /// Sends a portion of what is waiting.
    func advanceLogEvents(_ seen: Trail?) async throws {
        guard let job = state.logEventJobs.first, logEventRetry.isDue(now) else { return }
        try Task.checkCancellation()
        guard let sender = world.logEvents else { return try drop(job, "there is no CloudWatch Logs") }
        if let seen, seen.cloudWatchLogsLogGroupARN != job.trail.cloudWatchLogsLogGroupARN, logEventRetry.isFailing {
            return try drop(job, "the trail has another log group")
        }
        if now - Double(job.time) > Self.ageMax { return try drop(job, "they are too old for CloudWatch Logs") }
        try await shared.slots.use(isFailing: logEventRetry.isFailing) { try await send(job, sender) }
    }

    private func send(_ job: LogEventJob, _ sender: any LogEventSender) async throws {
        let outcome = try await scan(job)
        let batches = LogEventBatches(
            outcome.files, trail: job.trail, organizationID: job.scope.organizationID, time: job.time)
        var job = job
        if job.portion == nil || job.portion?.layout != LogEventBatches.layout {
            job.portion = LogEventJob.Portion(to: outcome.end)
            if !batches.streams.isEmpty { try keep(job) }
        }
        while true {
            let calls = batches.next(after: job.sent, width: Self.widthMax)
            guard !calls.isEmpty else { break }
            let results = await send(calls, sender)
            try Task.checkCancellation()
            guard try note(results, &job) else { return }
        }
        metrics.logEventsDropped += batches.oversizedCount
        try finish(job, at: outcome.end)
    }

    private func scan(_ job: LogEventJob) async throws -> BatchScan.Outcome {
        let limits = BatchScan.Limits(
            fileBytesMax: .max, batchBytesMax: job.portion == nil ? configuration.batchBytesMax : .max,
            scannedBytesMax: job.portion == nil ? configuration.scannedBytesMax : .max)
        return try await scan(
            job.trail, job.scope, as: logEventReaderName, from: job.from, upTo: (job.portion?.to ?? job.to).sequence,
            limits: limits, boundary: nil, keepsStarts: true)
    }

    private func send(
        _ calls: [LogEventBatches.Call], _ sender: any LogEventSender
    ) async -> [(call: LogEventBatches.Call, result: Result<Int, SendingError>)] {
        await withTaskGroup(of: (Int, Result<Int, SendingError>).self) { group in
            for (index, call) in calls.enumerated() {
                group.addTask {
                    do throws(SendingError) {
                        return (index, .success(try await Self.put(call.events, into: call.stream, sender)))
                    } catch {
                        return (index, .failure(error))
                    }
                }
            }
            var results: [(call: LogEventBatches.Call, result: Result<Int, SendingError>)] = []
            for await (index, result) in group { results.append((calls[index], result)) }
            return results
        }
    }

    private static func put(
        _ events: [LogEvent], into stream: LogStream, _ sender: any LogEventSender
    ) async throws(SendingError) -> Int {
        do throws(SendingError) {
            return try await sender.putLogEvents(events, into: stream)
        } catch {
            guard error.code == "ResourceNotFoundException" else { throw error }
            try await sender.createLogStream(stream)
            return try await sender.putLogEvents(events, into: stream)
        }
    }
}

// What became of it.
extension TrailDeliverer {
    /// Notes which calls were taken.
    /// - Returns: whether all were.
    private func note(
        _ results: [(call: LogEventBatches.Call, result: Result<Int, SendingError>)], _ job: inout LogEventJob
    ) throws(StoreError) -> Bool {
        var changed: [LanePlace: PlaceState] = [:]
        var failure: SendingError?
        for (call, result) in results {
            guard case .success(let refusedCount) = result else { continue }
            changed[call.place, default: places[call.place] ?? PlaceState()].status.cloudWatchLogs.succeeded(at: now)
            job.portion?.sent[call.stream.name, default: 0] += 1
            metrics.logEventsSent += call.events.count - refusedCount
            metrics.logEventsDropped += refusedCount
        }
        for (call, result) in results {
            guard case .failure(let error) = result else { continue }
            changed[call.place, default: places[call.place] ?? PlaceState()].status.cloudWatchLogs
                .failed(at: now, code: error.statusCode)
            failure = error
        }
        if let failure { failed(failure) } else { logEventRetry.succeeded() }
        try keep(job, changed)
        return failure == nil
    }

    private func failed(_ error: SendingError) {
        logEventRetry.failed(at: now, random: world.random())
        world.logger.warning(
            "Events cannot be put into a log group",
            metadata: [
                "trail": "\(state.trail.arn)", "error": "\(error)", "tries": "\(logEventRetry.failureCount)",
            ])
    }

    private func keep(_ job: LogEventJob, _ changed: [LanePlace: PlaceState] = [:]) throws(StoreError) {
        var new = state
        guard !new.logEventJobs.isEmpty else { return }
        new.logEventJobs[0] = job
        try keep(new, changed)
    }

    /// A portion is sent: the job goes on behind it, or is done.
    private func finish(_ job: LogEventJob, at end: JournalPosition) throws(StoreError) {
        var new = state
        guard !new.logEventJobs.isEmpty else { return }
        if end.sequence >= job.to.sequence {
            new.logEventJobs.removeFirst()
        } else {
            new.logEventJobs[0].from = end
            new.logEventJobs[0].portion = nil
        }
        try keep(new)
        holdLogEvents()
    }

    private func drop(_ job: LogEventJob, _ reason: String) throws(StoreError) {
        var new = state
        new.logEventJobs.removeFirst()
        try keep(new)
        giveUp(job, reason)
        logEventRetry.succeeded()
        holdLogEvents()
    }

    private func giveUp(_ job: LogEventJob, _ reason: String) {
        world.logger.error(
            "Events are not put into a log group any more: \(reason)",
            metadata: [
                "trail": "\(job.trail.arn)", "group": "\(job.trail.cloudWatchLogsLogGroupARN ?? "")",
                "behind": "\(job.from.sequence)", "until": "\(job.to.sequence)",
            ])
    }

    var logEventReaderName: String { id.readerName + "/log-events" }

    /// Tells retention what the log group has yet to get.
    func holdLogEvents() {
        if let position = state.logEventJobs.first?.from {
            hold(position, as: logEventReaderName)
        } else if holders[logEventReaderName] != nil {
            release(logEventReaderName)
        }
    }
}
