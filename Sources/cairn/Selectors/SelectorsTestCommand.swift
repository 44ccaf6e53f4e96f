import ArgumentParser
import CairnAPI
import CairnModel
import CairnSelectors
import CairnServer

struct SelectorsTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Shows what event selectors would keep of given events, and why.",
        discussion: """
              cairn selectors test --trail audit --events log.json        the selectors of a trail in a running Cairn
              cairn selectors test --file selectors.json --events -       those of a file, before they are put
              cairn lookup --output ndjson | cairn selectors test --file selectors.json --events -

            Selectors are {"EventSelectors": [...]}, {"AdvancedEventSelectors": [...]} or a bare list. Events are a log
            file {"Records": [...]}, an answer of LookupEvents, or one record a line; plain or gzip.

            After the events come warnings: selectors that can match nothing or that add nothing, a trail that logs its
            own deliveries, trails that keep the same events. Exits with 1 if there are any, or if CloudTrail would
            refuse the selectors.
            """
    )

    enum Holder: String, ExpressibleByArgument, CaseIterable {
        case trail
        case eventDataStore = "event-data-store"
    }

    @Option(name: .long, help: "A trail's name or ARN; a running Cairn is asked for its selectors.")
    var trail: String?
    @Option(name: .long, help: "A JSON file with selectors; '-' for standard input.")
    var file: String?
    @Option(name: .customLong("for"), help: "Whose rules the selectors of a file follow: trail or event-data-store.")
    var holder: Holder = .trail
    @Option(name: .long, help: "A file with events; '-' for standard input.")
    var events: String

    @OptionGroup var endpoint: EndpointOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (trail == nil) != (file == nil) else {
            throw ValidationError("selectors come either from --trail or from --file")
        }
        guard file != "-" || events != "-" else {
            throw ValidationError("only one of --file and --events can be standard input")
        }
    }

    func run() async throws {
        do {
            let subject = try await subject()
            let report = SelectorReport(format: output.format, subject: subject)
            try EventInput.forEachRecord(in: EventInput.bytes(of: events)) { report.print($0) }
            report.finish()
            if !subject.warnings.isEmpty || subject.refusal != nil { throw ExitStatus.findings.exitCode }
        } catch let error as ClientError {
            Terminal.writeError("Error: \(error)")
            throw ExitStatus.couldNotRun.exitCode
        }
    }

    private func subject() async throws -> SelectorSubject {
        if let trail { return try await SelectorSubject(trail: trail, client: endpoint.client()) }
        let path = file ?? "-"
        return SelectorSubject(
            try Self.selectors(in: EventInput.bytes(of: path), of: path == "-" ? "standard input" : path),
            for: holder == .trail ? .trail : .eventDataStore)
    }

    private static func selectors(in bytes: [UInt8], of name: String) throws -> EventSelectors {
        let reason: String
        do {
            return try EventSelectors(json: JSON(parsing: bytes))
        } catch let error as APICodingError {
            reason = error.forPeople
        } catch {
            reason = "\(error)"
        }
        throw ClientError("\(name) holds no event selectors: \(reason)")
    }
}

extension APICodingError {
    /// Such as `[0].FieldSelectors[0].Field is missing`.
    fileprivate var forPeople: String {
        let place = path.map { step in
            switch step {
            case .member(let name), .mapKey(let name): ".\(name)"
            case .element(let index): "[\(index)]"
            }
        }.joined()
        return switch problem {
        case .malformed(let text): text
        case .missing: "\(place) is missing"
        case .wrongType(let expected, let found): "\(place) is \(found), not \(expected)"
        }
    }
}
