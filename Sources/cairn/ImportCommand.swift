import ArgumentParser
import CairnModel

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Brings files into an event data store: log files, configuration items, evidence; each event once.",
        discussion: """
              cairn import logs/ --store audit                       a folder of log files on this machine
              cairn import 2026-03-01.ndjson --store audit           one file
              cairn import s3://bucket/AWSLogs/ --store audit        a bucket that the server reads

            The running server carries it out, and goes on if this command ends or the server is started anew: the same \
            command again shows how far it is, takes up one that was stopped, and tries again what failed. Folders may \
            hold files that are not compressed, and a record a line; buckets hold log files as CloudTrail delivers them. Into a \
            store of configuration items go the history and snapshot files of AWS Config, into one of evidence what Audit \
            Manager's API answers.

            Exit codes: 0 all is imported, 1 some files failed or the import was stopped, 2 wrong usage, 3 could not run.
            """
    )

    @Argument(help: "A folder, a file, or s3://BUCKET[/PREFIX].")
    var source: String

    @Option(name: .long, help: "The event data store: its name, id or ARN.")
    var store: String

    @Option(
        name: .long, help: "The earliest eventTime: 2026-03-01T10:00:00Z, a day of UTC, or how long ago, such as 15m.")
    var since: String?

    @Option(name: .long, help: "The latest eventTime, in the same forms; of a day its end.")
    var until: String?

    @Option(
        name: .long,
        help: "For a bucket: the ARN of the role that reads it. Default: role/CloudTrailImport of the store's account.")
    var role: String?

    @Option(name: .long, help: "For a bucket: its region. Default: that of --region.")
    var bucketRegion: String?

    @Flag(name: .long, help: "Return when the import has begun.")
    var noWait = false

    @OptionGroup var endpoint: EndpointOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard source.hasPrefix("s3://") || (role == nil && bucketRegion == nil) else {
            throw ValidationError("--role and --bucket-region are for s3://BUCKET")
        }
        guard source != "s3://", !source.isEmpty else {
            throw ValidationError("the source is a folder, a file, or s3://BUCKET[/PREFIX]")
        }
        _ = try times()
    }

    func run() async throws {
        let progress = StatusLine()
        let state: ImportState
        do {
            let running = try await begin(endpoint.client())
            _ = try await follow(running, progress)
            state = try await running.details()
            progress.clear()
            try await ImportOutput(format: output.format).print(state, failures: running.failures())
        } catch let error as ClientError {
            progress.clear()
            Terminal.writeError("cairn import: \(error)")
            throw ExitStatus.couldNotRun.exitCode
        }
        if !noWait, state.status != "COMPLETED" { throw ExitStatus.findings.exitCode }
    }

    private func follow(_ running: RunningImport, _ progress: StatusLine) async throws -> ImportState {
        var state = try await running.state()
        while !noWait, state.isRunning {
            progress.show(state.line)
            try await Task.sleep(for: .milliseconds(state.filesCompleted == 0 ? 100 : 400))
            state = try await running.state()
        }
        return state
    }

    private func begin(_ client: CairnAdminClient) async throws -> RunningImport {
        let (start, end) = try times()
        if source.hasPrefix("s3://") {
            return try await BucketImport(
                uri: source, store: store, start: start, end: end, role: role, region: bucketRegion ?? client.region,
                client: client
            ).begin()
        }
        return try await RunningImport.beginFolder(source, store: store, start: start, end: end, client)
    }

    private func times() throws -> (start: JSON?, end: JSON?) {
        (
            try since.map { try TimeArgument.seconds(of: $0, option: "--since") },
            try until.map { try TimeArgument.seconds(of: $0, option: "--until", isEnd: true) }
        )
    }
}
