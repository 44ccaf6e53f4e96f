import ArgumentParser
import CairnServer

/// Which events a command is about.
struct CriteriaOptions: ParsableArguments {
    @Option(
        name: [.customLong("event-name"), .customLong("name")],
        help: "The event's name, as the argument; '*' at the end stands for any rest.")
    var eventName: String?

    @Option(
        name: [.customLong("source"), .customLong("event-source")],
        help: "The event's source, such as s3 or s3.amazonaws.com.")
    var source: String?

    @Option(
        name: [.customLong("user"), .customLong("username")], help: "A user name, role or session name, or 'root'.")
    var user: String?

    @Option(
        name: [.customLong("resource"), .customLong("resource-name")],
        help: "A resource's name or ARN, wherever the record names it.")
    var resource: String?

    @Option(
        name: [.customLong("error"), .customLong("error-code")],
        help: "An error code, 'any' for failed calls, 'none' for successful ones.")
    var error: String?

    @Option(
        name: .customLong("field"),
        help: "A field of the record and its value, such as requestParameters.bucketName=box. May be given again.")
    var fields: [String] = []

    /// - Parameter argument: the event's name as it stands without an option.
    func criteria(eventName argument: String?) throws -> EventCriteria {
        if let argument, let eventName, argument != eventName {
            throw ValidationError("two names of events were given: '\(argument)' and '\(eventName)'")
        }
        var values: [String: String] = [:]
        for field in fields {
            guard let separator = field.firstIndex(of: "="), separator != field.startIndex else {
                throw ValidationError(
                    "--field wants PATH=VALUE, such as requestParameters.bucketName=box; got '\(field)'")
            }
            values[String(field[..<separator])] = String(field[field.index(after: separator)...])
        }
        return EventCriteria(
            eventName: argument ?? eventName, eventSource: source, user: user, resource: resource, errorCode: error,
            fields: values)
    }
}
