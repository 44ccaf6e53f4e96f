import ArgumentParser

enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case table
    case json
    case ndjson
}

struct OutputOptions: ParsableArguments {
    @Option(name: .long, help: "table, json or ndjson. Default: table in a terminal, ndjson otherwise.")
    var output: OutputFormat?

    var format: OutputFormat { output ?? (Terminal.outputIsTerminal ? .table : .ndjson) }
}
