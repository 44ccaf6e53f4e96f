import ArgumentParser
import CairnModel
import CairnReplay

struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Plays recorded events against an endpoint, so that it has what production has.",
        discussion: """
            Reads log files, answers of LookupEvents, lines of records, folders, journals and buckets, plain or gzip, and \
            makes the calls again that changed something: of every service, in order, identifiers rewritten to those \
            that the endpoint gives out.

              cairn replay --input logs/ --plan                                   what would happen, and why not
              cairn replay --input logs/ --endpoint http://127.0.0.1:4566         do it
              cairn replay --input s3://box/AWSLogs --endpoint … --services ec2,iam --output result.json
              aws cloudtrail lookup-events | cairn replay --input - --endpoint …

            Stopped, it goes on where it was when it is started again with the same --progress (or --output) file.

            Exits with 0 if all that could be sent succeeded, with 1 if more failed than --allow-failures, and with 3 if \
            it could not run or not to its end.
            """
    )

    @OptionGroup var source: ReplaySourceOptions
    @OptionGroup var target: ReplayTargetOptions

    @Flag(name: .long, help: "Print what would happen to each event, and send nothing.")
    var plan = false
    @Option(name: .long, help: "How --plan prints: table or json.")
    var format: ReplayPlanFormat = .table
    @Option(name: .long, help: "A file for the result (with --plan: the plan) as JSON.")
    var output: String?
    @Option(name: .long, help: "The log's own pace times N: 1, 0.5, 2; 0 for as fast as possible.")
    var speed = 0.0
    @Option(
        name: .long,
        help: "Calls that are under way at the same time, at most. Order within a resource is kept.")
    var concurrency = 16
    @Option(
        name: .long,
        help: "A file that keeps what is done. Default: the --output file's name and '.progress'.")
    var progress: String?
    @Option(
        name: .long,
        help:
            "A file with identifiers of the log and the endpoint's own; read if it is there, and written."
    )
    var ids: String?
    @Flag(
        name: .long, inversion: .prefixedNo,
        help: """
            Where a call fails over a gap in the log: make what was there before the log began, with made-up settings, \
            and remove what must have gone; the result names each help. Default: yes, but never at AWS itself.
            """)
    var fillGaps: Bool?
    @Option(name: .long, help: "Failures that still exit with 0.")
    var allowFailures = 0

    func validate() throws {
        guard speed >= 0, speed.isFinite else {
            throw ValidationError("--speed wants 0 or more; got \(speed)")
        }
        guard (1...1024).contains(concurrency) else {
            throw ValidationError("--concurrency wants 1 to 1024; got \(concurrency)")
        }
        guard plan || !target.endpoint.isEmpty else {
            throw ValidationError("--endpoint says where to send the calls; --plan sends none")
        }
    }

    func run() async throws {
        do {
            let plan = try await source.plan()
            if self.plan { return try show(plan) }
            try await send(plan)
        } catch let error as ReplayError {
            Terminal.writeError("cairn replay: \(error)")
            throw ExitStatus.couldNotRun.exitCode
        }
    }

    private func show(_ plan: ReplayPlan) throws {
        if let output {
            let file = try ReplayOutputFile(path: output)
            try plan.writeJSON { bytes throws(ReplayError) in try file.append(bytes) }
            try file.close()
        }
        switch format {
        case .json where output == nil:
            try plan.writeJSON { bytes in Terminal.write(bytes) }
        default: Terminal.write(ReplayTables.plan(plan))
        }
    }

    private func send(_ plan: ReplayPlan) async throws {
        for problem in plan.problems.prefix(20) { Terminal.writeError("cairn replay: \(problem)") }
        let path = progress ?? output.map { $0 + ".progress" }
        let log =
            try path.map { (path) throws(ReplayError) in
                try ProgressLog(path: path, endpoint: target.endpoint.joined(separator: " "))
            } ?? .temporary()
        var options = ReplayOptions()
        options.speed = speed
        options.concurrency = concurrency
        options.fillsGaps = fillGaps ?? !target.isAWS
        let replay = Replay(
            plan: plan, target: try target.target(concurrency: concurrency), options: options)
        let known = try ReplayIDFile.read(ids, accounts: target.accounts(), regions: target.regions())
        let bar = StatusLine()
        let result = try await Interruption.cancelling {
            try await replay.run(ids: known, progress: log) { bar.show($0.line) }
        }
        bar.clear()
        try await finish(plan, log, result, progressPath: path)
    }

    private func finish(
        _ plan: ReplayPlan, _ log: ProgressLog, _ result: ReplayRunResult, progressPath: String?
    ) async throws {
        let report = ReplayReport(plan: plan, log: log, result: result)
        if let output {
            let file = try ReplayOutputFile(path: output)
            try report.write { bytes throws(ReplayError) in try file.append(bytes) }
            try file.close()
        }
        if let ids { try ReplayIDFile.write(result.ids, to: ids) }
        Terminal.write(ReplayTables.result(plan, result))
        guard result.isComplete else {
            let advice = progressPath.map { ": start it again to go on from \($0)" } ?? ""
            Terminal.writeError("cairn replay: stopped before the end\(advice)")
            throw ExitStatus.couldNotRun.exitCode
        }
        if progress == nil, let progressPath { ReplayOutputFile.remove(progressPath) }
        guard report.isGood(allowedFailures: allowFailures) else {
            try Self.printFailures(log)
            throw ExitStatus.findings.exitCode
        }
    }

    /// The first failures, for those who have no file.
    private static func printFailures(_ log: ProgressLog) throws(ReplayError) {
        var count = 0
        try log.forEachOutcome { line in
            guard let kind = line["class"]?.stringValue else { return }
            count += 1
            guard count <= 20 else { return }
            let text = { (key: String) in line[key]?.stringValue ?? "" }
            Terminal.writeError(
                "  \(text("event_time")) \(text("service")) \(text("event_name")): \(text("code")): "
                    + "\(text("error").prefix(160)) (\(kind))")
        }
        if count > 20 { Terminal.writeError("  … and \(count - 20) more; --output keeps all of them") }
    }
}
