import ArgumentParser
import CairnInsights
import CairnModel

struct BacktestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backtest",
        abstract: "Says which Insights events there would have been.",
        discussion: """
            Reads lines of records, and log files as trails deliver them, packed or not, from a file or a folder and \
            what is below it; or an event data store of a running Cairn.

              cairn insights backtest --events ./logs                        a table
              cairn insights backtest --events events.ndjson --output json   an array: one object an insight
              cairn insights backtest --events ./logs --output svg > found.svg
              cairn insights backtest --store audit                          by name, id or ARN

            The first day of an account and region is only learned from.
            """
    )

    @Option(name: .long, help: "A file or folder of events.")
    var events: String?
    @Option(name: .long, help: "An event data store: its name, id or ARN.")
    var store: String?
    @Option(name: .long, help: "table, json, ndjson, text or svg. Default: table in a terminal, ndjson otherwise.")
    var output: BacktestOutput?
    @Option(name: .long, help: "How many insights text and svg show at most.")
    var plots: Int = 50

    @OptionGroup var endpoint: EndpointOptions

    func validate() throws {
        guard (events == nil) != (store == nil) else {
            throw ValidationError("give --events with a file or folder, or --store with an event data store")
        }
    }

    func run() async throws {
        let output = output ?? (Terminal.outputIsTerminal ? .table : .ndjson)
        do {
            let run = try await source()
            var backtest = try await run([])
            guard backtest.detector.counts.observed > 0 else {
                throw ClientError("there are no events in \(events ?? store ?? "")")
            }
            let found = backtest.insights
            var traces: [SeriesSubject: [TracePoint]] = [:]
            if output.isPlot, !found.isEmpty {
                let subjects = Set(found.prefix(plots).map(\.start.subject))
                backtest = try await run(subjects)
                for subject in subjects { traces[subject] = backtest.trace(subject) }
            }
            output.print(found, shown: max(0, plots), traces: traces)
        } catch let error as ClientError {
            Terminal.writeError("cairn insights backtest: \(error)")
            throw ExitStatus.couldNotRun.exitCode
        }
    }

    /// What runs the detector over the events, following some series.
    private func source() async throws -> (Set<SeriesSubject>) async throws -> Backtest {
        if let store {
            let events = try await StoreEvents(store, client: endpoint.client())
            return { try await events.backtest(following: $0) }
        }
        let files = try EventFiles(events ?? "")
        return { try await files.backtest(following: $0) }
    }
}
