import ArgumentParser
import CairnInsights
import CairnModel

struct BacktestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backtest",
        abstract: "Says which Insights events there would have been.",
        discussion: """
            Reads lines of records, and log files as trails deliver them, packed or not, from a file or a folder and \
            what is below it.

              cairn insights backtest --events ./logs                        a table
              cairn insights backtest --events events.ndjson --output json   an array: one object an insight
              cairn insights backtest --events ./logs --output svg > found.svg

            The first day of an account and region is only learned from.
            """
    )

    @Option(name: .long, help: "A file or folder of events.")
    var events: String
    @Option(name: .long, help: "table, json, ndjson, text or svg. Default: table in a terminal, ndjson otherwise.")
    var output: BacktestOutput?
    @Option(name: .long, help: "How many insights text and svg show at most.")
    var plots: Int = 50

    func run() async throws {
        let output = output ?? (Terminal.outputIsTerminal ? .table : .ndjson)
        do {
            let files = try EventFiles(events)
            var backtest = try await files.backtest()
            guard backtest.detector.counts.observed > 0 else { throw ClientError("there are no events in \(events)") }
            let found = backtest.insights
            var traces: [SeriesSubject: [TracePoint]] = [:]
            if output.isPlot, !found.isEmpty {
                let subjects = Set(found.prefix(plots).map(\.start.subject))
                backtest = try await files.backtest(following: subjects)
                for subject in subjects { traces[subject] = backtest.trace(subject) }
            }
            output.print(found, shown: max(0, plots), traces: traces)
        } catch let error as ClientError {
            Terminal.writeError("cairn insights backtest: \(error)")
            throw ExitStatus.couldNotRun.exitCode
        }
    }
}
