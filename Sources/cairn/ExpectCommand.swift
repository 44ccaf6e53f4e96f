import ArgumentParser
import CairnModel
import CairnServer

struct ExpectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "expect",
        abstract: "Waits until events are recorded; for tests.",
        discussion: """
              cairn expect CreateBucket --resource box --within 10s
              cairn expect 'Delete*' --user ci --count 3
              cairn expect AssumeRole --error AccessDenied --count 0 --within 5s     none may come

            Events that were recorded shortly before count too (--since). Exits with 0 when they are there, with 1 when
            the time is over.
            """
    )

    @Argument(help: "The event's name; '*' at the end stands for any rest.")
    var eventName: String?

    @OptionGroup var criteria: CriteriaOptions

    @Option(name: .long, help: "How many events at least; 0: that none comes in the whole time.")
    var count: Int = 1
    @Option(name: .long, help: "How long to wait.")
    var within: String = "10s"
    @Option(name: .long, help: "How old an event may be when the wait begins.")
    var since: String = "1m"

    @OptionGroup var endpoint: EndpointOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard count >= 0 else { throw ValidationError("--count wants a number from 0 up; got \(count)") }
        for (option, text) in [("--within", within), ("--since", since)] where Quantities.duration(text) == nil {
            throw ValidationError("\(option) wants a duration such as 10s or 1m; got '\(text)'")
        }
    }

    func run() async throws {
        var request = try criteria.criteria(eventName: eventName).json
        request["count"] = .integer(count)
        request["within"] = .string(within)
        request["since"] = .string(since)
        let answer = try await endpoint.client().post("/_cairn/expect", .object(request), timeout: within)
        let printer = EventPrinter(format: output.format)
        for event in answer["events"]?.arrayValue ?? [] { printer.print(event, bytes: Array(event.description.utf8)) }
        printer.finish()
        guard answer["satisfied"]?.boolValue == true else {
            let found = answer["found"]?.intValue ?? 0
            Terminal.writeError(
                count == 0
                    ? "cairn expect: \(found) such event\(found == 1 ? "" : "s") came, none was to come"
                    : "cairn expect: \(found) of \(count) such events came within \(within)")
            throw ExitStatus.findings.exitCode
        }
    }
}
