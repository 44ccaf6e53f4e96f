public import CairnModel

/// Where settings come from: the command line wins, then the environment, then the configuration file.
///
/// An option `on-journal-failure` is `--on-journal-failure`, `CAIRN_ON_JOURNAL_FAILURE`, and the key
/// `on-journal-failure` of the file, a JSON object. A flag takes `true` or `false` in the environment and the file.
public struct ConfigurationSources: Sendable {
    private let commandLine: [String: String]
    private let environment: [String: String]
    private let file: JSONObject
    private let filePath: String

    public init(
        commandLine: [String: String] = [:], environment: [String: String] = [:], file: JSONObject = JSONObject(),
        filePath: String = ""
    ) {
        self.commandLine = commandLine
        self.environment = environment
        self.file = file
        self.filePath = filePath
    }

    public static func environmentName(of option: String) -> String {
        "CAIRN_" + option.uppercased().map { $0 == "-" ? "_" : String($0) }.joined()
    }

    /// A setting as text and where it stands; `nil` where nobody set it.
    func setting(_ option: String) throws(ConfigurationError) -> (text: String, origin: String)? {
        if let text = commandLine[option] { return (text, "--\(option)") }
        let variable = Self.environmentName(of: option)
        if let text = environment[variable], !text.isEmpty { return (text, variable) }
        let origin = "\(filePath), key '\(option)'"
        switch file[option] {
        case nil, .null: return nil
        case .string(let text): return (text, origin)
        case .number(let number): return (number.literal, origin)
        case .bool(let flag): return (flag ? "true" : "false", origin)
        case .array, .object:
            throw ConfigurationError(
                option: option, origin: origin, message: "a text, number or boolean is wanted here")
        }
    }

    /// A part of the file that has a structure of its own, such as `identities`.
    func fileValue(_ key: String) -> JSON? { file[key] }

    /// Where a part of the file stands, for error messages.
    func fileOrigin(_ key: String) -> String { "\(filePath), key '\(key)'" }

    /// - Throws: ``ConfigurationError`` if the file has a key that nobody reads: a misspelt setting must not pass.
    func refuseUnknownFileKeys(known: some Sequence<String>) throws(ConfigurationError) {
        let known = Set(known)
        for key in file.keys where !known.contains(key) {
            throw ConfigurationError(
                option: key, origin: fileOrigin(key),
                message: "there is no such setting; known are \(known.sorted().joined(separator: ", "))")
        }
    }

    func string(_ option: String) throws(ConfigurationError) -> String? { try setting(option)?.text }

    func flag(_ option: String) throws(ConfigurationError) -> Bool {
        try value(option, allowed: "true or false") { text in
            switch text.lowercased() {
            case "true", "1", "yes": true
            case "false", "0", "no": false
            default: nil
            }
        } ?? false
    }

    func integer(_ option: String, in range: ClosedRange<Int>) throws(ConfigurationError) -> Int? {
        try value(option, allowed: "a whole number from \(range.lowerBound) to \(range.upperBound)") { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    func duration(_ option: String) throws(ConfigurationError) -> Duration? {
        try value(option, allowed: "a duration such as 10ms, 300s, 5m, 1h or 90d", Quantities.duration)
    }

    func byteCount(_ option: String) throws(ConfigurationError) -> Int? {
        try value(option, allowed: "a size such as 65536, 64KiB or 1MiB", Quantities.byteCount)
    }

    func value<Value>(
        _ option: String, allowed: @autoclosure () -> String, _ read: (String) -> Value?
    ) throws(ConfigurationError) -> Value? {
        guard let (text, origin) = try setting(option) else { return nil }
        guard let value = read(text) else {
            throw ConfigurationError(option: option, origin: origin, message: "'\(text)' is not \(allowed())")
        }
        return value
    }
}
