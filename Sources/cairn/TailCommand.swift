import ArgumentParser
import CairnModel
import CairnServer

struct TailCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tail",
        abstract: "Shows events as they are recorded.",
        discussion: """
              cairn tail                                 everything, one line an event
              cairn tail --source iam --error any        what fails in IAM
              cairn tail --output ndjson | jq .          whole records, for programs
            """
    )

    @Argument(help: "Only events of this name; '*' at the end stands for any rest.")
    var eventName: String?

    @OptionGroup var criteria: CriteriaOptions
    @OptionGroup var endpoint: EndpointOptions
    @OptionGroup var output: OutputOptions

    @Option(name: .long, help: "Stop after this many events.")
    var count: Int?

    func validate() throws {
        if let count, count < 1 { throw ValidationError("--count wants a number from 1 up; got \(count)") }
    }

    func run() async throws {
        let wanted = try criteria.criteria(eventName: eventName)
        let printer = EventPrinter(format: output.format)
        var seen = 0
        try await endpoint.client().eachEvent { bytes in
            guard let record = try? JSON(parsing: bytes), wanted.matches(record) else { return true }
            printer.print(record, bytes: bytes)
            seen += 1
            return count.map { seen < $0 } ?? true
        }
        printer.finish()
    }
}
