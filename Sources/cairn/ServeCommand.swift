import ArgumentParser
import CairnServer

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Records what passes, and answers the CloudTrail API.",
        discussion: """
              cairn serve --upstream http://127.0.0.1:5000
              cairn serve --in-memory --seed-events          for a test, without an upstream

            Every option is also an environment variable (CAIRN_UPSTREAM) and a key of the --config file, a JSON object \
            ({"upstream": "…"}). The command line wins, then the environment, then the file. Durations: 10ms, 300s, 5m, \
            1h, 90d. Sizes: 65536, 64KiB, 1MiB.

            Prints a line that ends in "Ready." when it answers. SIGTERM and SIGINT let calls under way finish, and exit 0.
            """
    )

    @Option(help: "The address to listen on. Anything but loopback is open to the network, and warned about.")
    var host: String?
    @Option(help: "The port to listen on; 0 takes any free one. (default: 4734)")
    var port: String?
    @Option(help: "Where the journal and the state are kept. (default: $XDG_DATA_HOME/cairn)")
    var dataDir: String?
    @Option(help: "The AWS-compatible endpoint that calls are passed on to.")
    var upstream: String?
    @Option(
        help: "The S3 endpoint with the buckets of trails. (default: the upstream, else buckets in the data folder)")
    var s3Endpoint: String?
    @Option(help: "How often trails deliver log files. (default: 5m)")
    var deliveryInterval: String?
    @Option(help: "How often trails with log file validation deliver digests. (default: 1h)")
    var digestInterval: String?
    @Option(help: "How long new events of event data stores wait at most for a Parquet file. (default: 5m)")
    var compactionInterval: String?
    @Option(help: "How long a query of event data stores may run. (default: 1h)")
    var queryTimeout: String?
    @Flag(help: "Do not check trails against buckets, topics, keys, log groups and organizations.")
    var lenient = false
    @Option(help: "The account of callers that nothing else is known of. (default: 123456789012)")
    var account: String?
    @Option(help: "The region of calls that name none. (default: us-east-1)")
    var region: String?
    @Option(help: "When records are forced to disk: always, interval or never. (default: interval)")
    var fsync: String?
    @Option(help: "The interval of --fsync interval. (default: 10ms)")
    var fsyncInterval: String?
    @Option(
        help: "When the journal cannot be written: reject calls with 503, or forward them unrecorded. (default: reject)"
    )
    var onJournalFailure: String?
    @Option(help: "How long events are kept. (default: 90d)")
    var retention: String?
    @Flag(help: "Check signatures and policies of calls, by the file's 'identities'.")
    var auth = false
    @Flag(help: "Record data events too, such as GetObject; not only management events.")
    var recordDataEvents = false
    @Flag(help: "Put three example events into an empty journal.")
    var seedEvents = false
    @Flag(help: "Keep everything in memory; it is gone at the end.")
    var inMemory = false
    @Flag(help: "Limit LookupEvents to two requests a second for each account and region, as AWS does.")
    var limitLookupRate = false
    @Flag(help: "Limit every operation of CloudTrail to AWS's own quotas of requests a second.")
    var limitRequestRate = false
    @Option(help: "A JSON file with settings, 'identities' (who access keys are) and 'organization'.")
    var config: String?
    @Option(help: "trace, debug, info, notice, warning, error or critical. (default: info)")
    var logLevel: String?
    @OptionGroup(title: "Limits") var limits: LimitOptions

    func run() async throws {
        let configuration: ServerConfiguration
        do {
            configuration = try ServerConfiguration(
                commandLine: given, environment: ProcessEnvironment.current, configurationFile: config)
        } catch {
            throw ValidationError(error.description)
        }
        do {
            try await CairnServer(configuration: configuration).run { Terminal.write($0) }
        } catch let error as StartupError {
            Terminal.writeError("cairn serve: \(error.description)")
            throw ExitStatus.couldNotRun.exitCode
        }
    }

    private var given: [String: String] {
        var values: [String: String] = [:]
        let options: [(String, String?)] = [
            ("host", host), ("port", port), ("data-dir", dataDir), ("upstream", upstream), ("s3-endpoint", s3Endpoint),
            ("delivery-interval", deliveryInterval),
            ("digest-interval", digestInterval), ("compaction-interval", compactionInterval),
            ("query-timeout", queryTimeout),
            ("account", account), ("region", region), ("fsync", fsync), ("fsync-interval", fsyncInterval),
            ("on-journal-failure", onJournalFailure), ("retention", retention), ("log-level", logLevel),
        ]
        for (name, value) in options + limits.given { values[name] = value }
        let flags = [
            ("record-data-events", recordDataEvents), ("seed-events", seedEvents), ("in-memory", inMemory),
            ("limit-lookup-rate", limitLookupRate), ("limit-request-rate", limitRequestRate), ("lenient", lenient),
            ("auth", auth),
        ]
        for (name, isSet) in flags where isSet { values[name] = "true" }
        return values
    }
}

/// The gateway's bounds.
struct LimitOptions: ParsableArguments {
    @Option(help: "Bytes of each body that are kept for its record. (default: 1MiB)")
    var tapLimit: String?
    @Option(help: "Bytes kept of all bodies under way together. (default: 256MiB)")
    var tapBudget: String?
    @Option(help: "Bytes of a request's head. (default: 64KiB)")
    var maxHeaderSize: String?
    @Option(help: "Bytes of the body of a call that Cairn answers itself. (default: 2MiB)")
    var maxBodySize: String?
    @Option(help: "Connections open at once. (default: 4096)")
    var maxConnections: String?
    @Option(help: "Calls under way at once. (default: 8192)")
    var maxInFlight: String?
    @Option(help: "A connection without a call is closed after this. (default: 60s)")
    var idleTimeout: String?
    @Option(help: "A request's head must be whole within this. (default: 10s)")
    var headerTimeout: String?
    @Option(help: "A body must move on within this. (default: 60s)")
    var bodyTimeout: String?
    @Option(help: "The upstream must accept a connection within this. (default: 5s)")
    var connectTimeout: String?
    @Option(help: "The upstream must begin its answer within this. (default: 300s)")
    var answerTimeout: String?
    @Option(help: "Addresses, separated by commas, whose X-Forwarded-For is believed. (default: none)")
    var trustedProxies: String?

    var given: [(String, String?)] {
        [
            ("tap-limit", tapLimit), ("tap-budget", tapBudget), ("max-header-size", maxHeaderSize),
            ("max-body-size", maxBodySize), ("max-connections", maxConnections), ("max-in-flight", maxInFlight),
            ("idle-timeout", idleTimeout), ("header-timeout", headerTimeout), ("body-timeout", bodyTimeout),
            ("connect-timeout", connectTimeout), ("answer-timeout", answerTimeout), ("trusted-proxies", trustedProxies),
        ]
    }
}
