import CairnModel
import CairnStore
import CairnTrails
import Logging

// Messages about what was delivered.
extension TrailDeliverer {
    /// More than these are not kept while the topic takes none.
    private static let messageCountMax = 10_000

    /// A topic that is set, or set to another, gets a message that says nothing, once.
    func noteTopic(_ seen: Trail?) throws(StoreError) {
        guard let seen, world.notifications != nil, seen.snsTopicARN != state.validatedTopic else { return }
        var new = state
        new.validatedTopic = seen.snsTopicARN
        if let topic = seen.snsTopicARN {
            new.messages.append(TopicMessage(topicARN: topic, place: seen.home, content: .validation))
        }
        try keep(new)
    }

    func dropOldMessages(_ new: inout DeliveryState) {
        let excess = new.messages.count - Self.messageCountMax
        guard excess > 0 else { return }
        new.messages.removeFirst(excess)
        world.logger.error(
            "A topic has taken no messages for long; the oldest are dropped",
            metadata: ["trail": "\(new.trail.arn)", "count": "\(excess)"])
    }

    /// Publishes what is waiting, in order, until something fails.
    func advanceMessages(_ seen: Trail?) async throws {
        guard let sender = world.notifications else { return }
        while let message = state.messages.first, messageRetry.isDue(now) {
            try Task.checkCancellation()
            var status = places[message.place] ?? PlaceState()
            var new = state
            do throws(SendingError) {
                try await sender.publish(message.text, toTopic: message.topicARN)
                status.status.notifications.succeeded(at: now)
                new.messages.removeFirst()
                messageRetry.succeeded()
                metrics.messagesPublished += 1
            } catch {
                try Task.checkCancellation()
                status.status.notifications.failed(at: now, code: error.statusCode)
                messageRetry.failed(at: now, random: world.random())
                // A topic that the trail does not have any more is not waited for.
                if seen?.snsTopicARN != message.topicARN { new.messages.removeFirst() }
                world.logger.warning(
                    "A notification cannot be published",
                    metadata: ["trail": "\(state.trail.arn)", "error": "\(error)"])
            }
            try keep(new, [message.place: status])
        }
    }

    func sendsLogEvents(of trail: Trail) -> Bool {
        world.logEvents != nil && trail.cloudWatchLogsLogGroupARN != nil
    }

    /// Puts the records of a batch into the log group. What is not taken after some tries is dropped: log files do not
    /// wait for it.
    func sendLogEvents(_ files: [LogFileContent], _ intent: DeliveryIntent) async -> LogEventResults {
        guard let sender = world.logEvents, sendsLogEvents(of: intent.trail) else { return LogEventResults() }
        let batches = LogEventBatches(files, intent: intent)
        var results = LogEventResults()
        results.droppedCount = batches.oversizedCount
        for batch in batches.batches {
            let error = await send(batch.events, to: batch.stream, sender)
            results.add(batch.place, count: batch.events.count, error: error)
            if let error {
                logEventRetry.failed(at: now, random: world.random())
                world.logger.warning(
                    "Events cannot be put into a log group",
                    metadata: ["trail": "\(intent.trail.arn)", "error": "\(error)", "events": "\(batch.events.count)"])
            } else {
                logEventRetry.succeeded()
            }
        }
        metrics.logEventsSent += results.sentCount
        metrics.logEventsDropped += results.droppedCount
        return results
    }

    private func send(
        _ events: [LogEvent], to stream: LogStream, _ sender: any LogEventSender
    ) async -> SendingError? {
        // A group that has not taken the last events gets one try.
        let tries = logEventRetry.isFailing ? 1 : 3
        var latest: SendingError?
        for attempt in 1...tries {
            do throws(SendingError) {
                try await Self.put(events, into: stream, sender)
                return nil
            } catch {
                latest = error
            }
            guard attempt < tries, !Task.isCancelled else { break }
            try? await world.sleep(Double(attempt) * (0.5 + world.random() / 2))
        }
        return latest
    }

    private static func put(
        _ events: [LogEvent], into stream: LogStream, _ sender: any LogEventSender
    ) async throws(SendingError) {
        do throws(SendingError) {
            try await sender.putLogEvents(events, into: stream)
        } catch {
            guard error.code == "ResourceNotFoundException" else { throw error }
            try await sender.createLogStream(stream)
            try await sender.putLogEvents(events, into: stream)
        }
    }
}

/// What became of events for CloudWatch Logs.
struct LogEventResults: Sendable {
    private var errors: [LanePlace: String?] = [:]
    private(set) var sentCount = 0
    var droppedCount = 0

    mutating func add(_ place: LanePlace, count: Int, error: SendingError?) {
        errors[place] = .some(error?.statusCode)
        if error == nil { sentCount += count } else { droppedCount += count }
    }

    func apply(to changed: inout [LanePlace: PlaceState], _ places: [LanePlace: PlaceState], at now: Double) {
        for (place, error) in errors {
            var placeState = changed[place] ?? places[place] ?? PlaceState()
            if let error {
                placeState.status.cloudWatchLogs.failed(at: now, code: error)
            } else {
                placeState.status.cloudWatchLogs.succeeded(at: now)
            }
            changed[place] = placeState
        }
    }
}
