import CairnLake
import CairnModel
import CairnTrails

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension ServerConfiguration {
    /// Every option that is one value; the file may have these keys, `identities`, `organization`,
    /// `service-linked-channels`, and no other.
    public static let optionNames = [
        "host", "port", "data-dir", "upstream", "s3-endpoint", "lenient", "delivery-interval", "digest-interval",
        "compaction-interval", "query-timeout",
        "account", "region", "fsync",
        "fsync-interval", "on-journal-failure",
        "retention", "auth", "record-data-events", "seed-events", "in-memory", "limit-lookup-rate",
        "limit-request-rate", "log-level",
        "tap-limit",
        "tap-budget", "max-header-size", "max-body-size", "max-connections", "max-in-flight", "idle-timeout",
        "header-timeout", "body-timeout", "connect-timeout", "answer-timeout", "trusted-proxies",
    ]

    /// Puts the settings of all sources together.
    ///
    /// - Parameters:
    ///   - commandLine: what was given on the command line, by option name without dashes.
    ///   - environment: the process's environment.
    ///   - configurationFile: the path of a JSON file, from `--config` or `CAIRN_CONFIG`.
    /// - Throws: ``ConfigurationError`` for a value that cannot be used, with where it stands and what is allowed.
    public init(
        commandLine: [String: String], environment: [String: String], configurationFile: String?
    ) throws(ConfigurationError) {
        let path = configurationFile ?? environment["CAIRN_CONFIG"]
        let sources = ConfigurationSources(
            commandLine: commandLine, environment: environment, file: try path.map(Self.readFile) ?? JSONObject(),
            filePath: path ?? "")
        try sources.refuseUnknownFileKeys(
            known: Self.optionNames + ["identities", "organization", "service-linked-channels"])
        self.init()
        try readAddress(sources)
        try readKeeping(sources, environment: environment)
        try readRecording(sources)
        try readTrails(sources)
        try limits.read(sources)
    }

    private static func readFile(_ path: String) throws(ConfigurationError) -> JSONObject {
        do {
            guard case .object(let object) = try JSON(parsing: Array(Data(contentsOf: URL(fileURLWithPath: path))))
            else {
                throw ConfigurationError(option: "config", origin: path, message: "a JSON object is wanted")
            }
            return object
        } catch let error as ConfigurationError {
            throw error
        } catch let error as JSONError {
            throw ConfigurationError(option: "config", origin: path, message: "this is not JSON: \(error)")
        } catch {
            throw ConfigurationError(
                option: "config", origin: path, message: "there is no such file, or it cannot be read")
        }
    }

    private mutating func readAddress(_ sources: ConfigurationSources) throws(ConfigurationError) {
        host = try sources.string("host") ?? host
        port = try sources.integer("port", in: 0...65_535) ?? port
        upstream = try Self.url("upstream", sources)
        account =
            try sources.value("account", allowed: "an account of 12 digits") { text in
                text.utf8.count == 12 && text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? text : nil
            } ?? account
        region =
            try sources.value("region", allowed: "a region such as eu-west-1") { text in
                (1...32).contains(text.utf8.count)
                    && text.utf8.allSatisfy { $0 == 0x2D || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
                    ? text : nil
            } ?? region
    }

    private static func url(_ option: String, _ sources: ConfigurationSources) throws(ConfigurationError) -> String? {
        try sources.value(option, allowed: "a URL such as http://127.0.0.1:5000") { text in
            text.hasPrefix("http://") || text.hasPrefix("https://") ? text : nil
        }
    }

    /// Files are named to the minute and digests to the second: more often than each second makes no sense.
    private static func interval(
        _ option: String, _ sources: ConfigurationSources
    ) throws(ConfigurationError) -> Duration? {
        try sources.value(option, allowed: "a duration from 1s to 24h") { text in
            Quantities.duration(text).flatMap {
                (Duration.seconds(1)...Duration.seconds(86_400)).contains($0) ? $0 : nil
            }
        }
    }

    private mutating func readTrails(_ sources: ConfigurationSources) throws(ConfigurationError) {
        s3Endpoint = try Self.url("s3-endpoint", sources)
        isLenient = try sources.flag("lenient")
        deliveryInterval = try Self.interval("delivery-interval", sources) ?? deliveryInterval
        digestInterval = try Self.interval("digest-interval", sources) ?? digestInterval
        compactionInterval = try Self.interval("compaction-interval", sources) ?? compactionInterval
        queryTimeout = try Self.interval("query-timeout", sources) ?? queryTimeout
        try readOrganization(sources)
        try readServiceLinkedChannels(sources)
    }

    private mutating func readServiceLinkedChannels(_ sources: ConfigurationSources) throws(ConfigurationError) {
        let key = "service-linked-channels"
        guard let value = sources.fileValue(key) else { return }
        do throws(ServiceLinkedChannels.Problem) {
            serviceLinkedChannels = try ServiceLinkedChannels.channels(in: value, account: account, region: region)
        } catch {
            throw ConfigurationError(option: key, origin: sources.fileOrigin(key), message: error.message)
        }
    }

    private mutating func readOrganization(_ sources: ConfigurationSources) throws(ConfigurationError) {
        guard let value = sources.fileValue("organization") else { return }
        do {
            organization = try OrganizationConfiguration.organization(in: ["organization": value])
        } catch {
            throw ConfigurationError(
                option: "organization", origin: sources.fileOrigin("organization"), message: error.message)
        }
    }

    private mutating func readKeeping(
        _ sources: ConfigurationSources, environment: [String: String]
    ) throws(ConfigurationError) {
        dataDirectory = try sources.string("data-dir") ?? Self.defaultDataDirectory(environment)
        isInMemory = try sources.flag("in-memory")
        sync = try sources.value("fsync", allowed: Self.choices(SyncPolicy.self)) { SyncPolicy(rawValue: $0) } ?? sync
        syncInterval = try sources.duration("fsync-interval") ?? syncInterval
        journalFailurePolicy =
            try sources.value("on-journal-failure", allowed: Self.choices(JournalFailurePolicy.self)) {
                JournalFailurePolicy(rawValue: $0)
            } ?? journalFailurePolicy
        retention = try sources.duration("retention") ?? retention
    }

    private mutating func readRecording(_ sources: ConfigurationSources) throws(ConfigurationError) {
        recordsDataEvents = try sources.flag("record-data-events")
        seedsEvents = try sources.flag("seed-events")
        limitsLookupRate = try sources.flag("limit-lookup-rate")
        limitsRequestRate = try sources.flag("limit-request-rate")
        logLevel =
            try sources.value("log-level", allowed: "one of \(Self.logLevels.joined(separator: ", "))") { text in
                Self.logLevels.contains(text) ? text : nil
            } ?? logLevel
        identities = try Self.readIdentities(sources)
        checksAccess = try sources.flag("auth")
    }

    static let logLevels = ["trace", "debug", "info", "notice", "warning", "error", "critical"]

    private static func readIdentities(_ sources: ConfigurationSources) throws(ConfigurationError) -> [JSONObject] {
        guard let value = sources.fileValue("identities") else { return [] }
        guard let elements = value.arrayValue, elements.allSatisfy({ $0.objectValue != nil }) else {
            throw ConfigurationError(
                option: "identities", origin: sources.fileOrigin("identities"),
                message: "a list of objects is wanted, each with accessKeyId, type, accountId and what its type needs")
        }
        return elements.compactMap(\.objectValue)
    }

    private static func choices<Choice: CaseIterable & RawRepresentable<String>>(_: Choice.Type) -> String {
        "one of " + Choice.allCases.map(\.rawValue).joined(separator: ", ")
    }

    private static func defaultDataDirectory(_ environment: [String: String]) -> String {
        if let folder = environment["XDG_DATA_HOME"], !folder.isEmpty { return folder + "/cairn" }
        return (environment["HOME"] ?? ".") + "/.local/share/cairn"
    }
}

extension ServerConfiguration.Limits {
    fileprivate mutating func read(_ sources: ConfigurationSources) throws(ConfigurationError) {
        tapBytes = try sources.byteCount("tap-limit") ?? tapBytes
        tapBudgetBytes = try sources.byteCount("tap-budget") ?? tapBudgetBytes
        headerBytes = try sources.byteCount("max-header-size") ?? headerBytes
        bodyBytes = try sources.byteCount("max-body-size") ?? bodyBytes
        connections = try sources.integer("max-connections", in: 1...1_000_000) ?? connections
        inFlightCalls = try sources.integer("max-in-flight", in: 1...1_000_000) ?? inFlightCalls
        idleTimeout = try sources.duration("idle-timeout") ?? idleTimeout
        headerTimeout = try sources.duration("header-timeout") ?? headerTimeout
        bodyTimeout = try sources.duration("body-timeout") ?? bodyTimeout
        connectTimeout = try sources.duration("connect-timeout") ?? connectTimeout
        answerTimeout = try sources.duration("answer-timeout") ?? answerTimeout
        trustedProxies =
            try sources.string("trusted-proxies")?.split { $0 == "," || $0 == " " }.map(String.init) ?? trustedProxies
    }
}
