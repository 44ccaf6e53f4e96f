import CairnDelivery
import CairnModel
import CairnWire

/// Puts events through the API of CloudWatch Logs.
struct LogGroupWriter: LogEventSender {
    let sender: ServiceSender

    private static let absent: Set<String> = ["ResourceNotFoundException"]

    func createLogStream(_ stream: LogStream) async throws(SendingError) {
        do {
            try await sender.call(
                "logs", "CreateLogStream", Self.name(stream), account: stream.account, region: stream.region,
                absent: Self.absent)
        } catch {
            guard error.code == "ResourceAlreadyExistsException" else { throw error }
        }
    }

    func putLogEvents(_ events: [LogEvent], into stream: LogStream) async throws(SendingError) {
        let list = events.map { event in
            WireValue.structure([
                .init("timestamp", .number(JSONNumber(event.timestamp))), .init("message", .string(event.message)),
            ])
        }
        do {
            try await sender.call(
                "logs", "PutLogEvents", Self.name(stream) + [.init("logEvents", .list(list))],
                account: stream.account, region: stream.region, absent: Self.absent)
        } catch {
            // An answer was lost, and the events are there.
            guard error.code == "DataAlreadyAcceptedException" else { throw error }
        }
    }

    private static func name(_ stream: LogStream) -> [WireValue.Member] {
        [.init("logGroupName", .string(stream.groupName)), .init("logStreamName", .string(stream.name))]
    }
}
