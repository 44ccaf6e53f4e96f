import ArgumentParser
import CairnAWSClient
import CairnModel
import CairnServer

struct QueryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query",
        abstract: "Asks event data stores in SQL.",
        discussion: """
            In FROM and JOIN, 'events' is the store that --store names, or the only one there is; other stores go by \
            their name, id or ARN.

              cairn query "SELECT eventName, count(*) AS n FROM events GROUP BY 1 ORDER BY n DESC LIMIT 5"
              cairn query --store audit -f report.sql --output csv > report.csv
              cairn query "SELECT * FROM audit" --output parquet --output-file audit.parquet
              cairn query                                      at a prompt, with a history; statements end with ;

            A query that is interrupted with Ctrl-C is cancelled.

            Exits with 0 if the query finished, with 1 if it was refused, failed or was cancelled, and with 3 if nobody \
            could be asked.
            """
    )

    @Argument(help: "The statement. Default: what is read from standard input.")
    var statement: String?
    @Option(name: [.customShort("f"), .long], help: "A file with the statement.")
    var file: String?
    @Option(name: .long, help: "What 'events' stands for: a store's name, id or ARN.")
    var store: String?
    @Option(name: .long, help: "table, json, csv or parquet. Default: table in a terminal, json otherwise.")
    var output: QueryOutputFormat?
    @Option(name: .long, help: "Where results go instead of standard output.")
    var outputFile: String?
    @OptionGroup var endpoint: EndpointOptions

    func validate() throws {
        guard statement == nil || file == nil else { throw ValidationError("give either a statement or -f FILE") }
        guard statement?.allSatisfy(\.isWhitespace) != true else {
            throw ValidationError("give a statement, such as \"SELECT eventName FROM events LIMIT 5\"")
        }
        guard output != .parquet || outputFile != nil || !Terminal.outputIsTerminal else {
            throw ValidationError("--output parquet wants --output-file, or standard output that is no terminal")
        }
    }

    func run() async throws {
        let session = QuerySession(client: try endpoint.client(), store: store)
        do {
            if let text = try givenStatement() {
                try await run(text, session)
            } else {
                try await prompt(session)
            }
        } catch let error as QueryFailure {
            Terminal.writeError("cairn query: \(error.message)")
            throw ExitStatus.findings.exitCode
        } catch let error as ClientError {
            Terminal.writeError("cairn query: \(error)")
            throw error.isAnswer ? ExitStatus.findings.exitCode : ExitStatus.couldNotRun.exitCode
        }
    }

    /// `nil` if somebody is to type it.
    private func givenStatement() throws -> String? {
        if let statement { return statement }
        if let file {
            guard let bytes = SmallFile.read(file) else { throw ClientError("\(file) cannot be read") }
            return String(decoding: bytes, as: UTF8.self)
        }
        return Terminal.inputIsTerminal ? nil : Terminal.readInput()
    }

    private func run(_ text: String, _ session: QuerySession) async throws {
        let format = output ?? (Terminal.outputIsTerminal && outputFile == nil ? .table : .json)
        let run = try await Interruption.cancelling { try await session.run(text) }
        let writer = try QueryWriter(format: format, path: outputFile)
        try await session.pages(of: run) { try writer.write($0) }
        try writer.finish()
        if Terminal.errorIsTerminal { Terminal.writeError(run.summary) }
    }

    private func prompt(_ session: QuerySession) async throws {
        var editor = LineEditor(historyPath: LineEditor.defaultHistoryPath(ProcessEnvironment.current))
        var text = ""
        while let line = editor.readLine(text.isEmpty ? "cairn> " : "    -> ") {
            if text.isEmpty, ["exit", "quit", "\\q"].contains(line.trimmed) { return }
            text += (text.isEmpty ? "" : "\n") + line
            guard text.trimmed.hasSuffix(";") else {
                if text.trimmed.isEmpty { text = "" }
                continue
            }
            editor.remember(text)
            do {
                try await run(text, session)
            } catch let error as QueryFailure {
                Terminal.writeError(error.message)
            } catch let error as ClientError where error.isAnswer {
                Terminal.writeError(error.description)
            }
            text = ""
        }
    }
}

extension String {
    fileprivate var trimmed: String {
        var text = self[...]
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text.drop(while: \.isWhitespace))
    }
}
