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
}
