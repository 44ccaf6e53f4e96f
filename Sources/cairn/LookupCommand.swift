import ArgumentParser
import CairnModel
import CairnServer

struct LookupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lookup",
        abstract: "Searches the event history of the last 90 days, newest first.",
        discussion: """
              cairn lookup                                   the last 50 events of the region
              cairn lookup --event-name CreateBucket         by one of CloudTrail's look-up attributes
              cairn lookup --user dana --since 1h --max 500  several pages

            As in LookupEvents, one attribute may be given at a time.
            """
    )

    @Option(name: .long, help: "Events of this name, such as CreateBucket.")
    var eventName: String?
    @Option(name: .long, help: "Events of this source, such as s3.amazonaws.com.")
    var eventSource: String?
    @Option(name: .long, help: "The event with this id.")
    var eventID: String?
    @Option(name: .long, help: "Events of this user, session name or root.")
    var user: String?
    @Option(name: .long, help: "Events signed with this access key id.")
    var accessKeyID: String?
    @Option(name: .long, help: "Events on a resource of this name.")
    var resourceName: String?
    @Option(name: .long, help: "Events on resources of this type, such as AWS::S3::Bucket.")
    var resourceType: String?
    @Option(name: .long, help: "true for reads, false for writes.")
    var readOnly: Bool?
    @Option(name: .long, help: "'insight' for Insights events.")
    var eventCategory: String?
    @Option(name: .long, help: "The earliest time: 2026-03-01T10:00:00Z, a day, or how long ago, such as 15m.")
    var since: String?
    @Option(name: .long, help: "The latest time, in the same forms.")
    var until: String?
    @Option(name: .long, help: "How many events at the most.")
    var max: Int = 50

    @OptionGroup var endpoint: EndpointOptions
    @OptionGroup var output: OutputOptions

    private var attributes: [(key: String, value: String)] {
        let given: [(String, String?)] = [
            ("EventName", eventName), ("EventSource", eventSource), ("EventId", eventID), ("Username", user),
            ("AccessKeyId", accessKeyID), ("ResourceName", resourceName), ("ResourceType", resourceType),
            ("ReadOnly", readOnly.map(String.init)),
        ]
        return given.compactMap { key, value in value.map { (key, $0) } }
    }

    func validate() throws {
        guard attributes.count <= 1 else {
            throw ValidationError("LookupEvents takes one attribute at a time; pipe ndjson output into jq for more")
        }
        guard max > 0 else { throw ValidationError("--max wants a number from 1 up; got \(max)") }
    }

    func run() async throws {
        let client = try endpoint.client()
        let printer = EventPrinter(format: output.format)
        var remaining = max
        var token: JSON?
        repeat {
            let page = try await client.call("LookupEvents", try request(limit: min(50, remaining), token: token))
            for event in page["Events"]?.arrayValue ?? [] {
                guard let text = event["CloudTrailEvent"]?.stringValue, let record = try? JSON(parsing: text) else {
                    continue
                }
                printer.print(record, bytes: Array(text.utf8))
                remaining -= 1
            }
            token = page["NextToken"]
        } while token != nil && remaining > 0
        printer.finish()
    }

    private func request(limit: Int, token: JSON?) throws -> JSON {
        var request: JSONObject = ["MaxResults": .integer(limit)]
        if let attribute = attributes.first {
            request["LookupAttributes"] = [
                ["AttributeKey": .string(attribute.key), "AttributeValue": .string(attribute.value)]
            ]
        }
        request["StartTime"] = try since.map { try TimeArgument.seconds(of: $0, option: "--since") }
        request["EndTime"] = try until.map { try TimeArgument.seconds(of: $0, option: "--until", isEnd: true) }
        request["EventCategory"] = eventCategory.map(JSON.string)
        request["NextToken"] = token
        return .object(request)
    }
}
