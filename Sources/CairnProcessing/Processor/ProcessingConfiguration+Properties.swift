extension ProcessingConfiguration {
    /// Reads the properties file of the Java library; keys that are missing have their defaults.
    ///
    /// Keys: `accessKey`, `secretKey`, `sqsUrl`, `sqsRegion`, `s3Region`, `visibilityTimeout`, `threadCount`,
    /// `numOfParallelReaders`, `threadTerminationDelaySeconds`, `maxEventsPerEmit`, `enableRawEventInfo`,
    /// `deleteMessageUponFailure`. Others are ignored.
    /// - Parameter text: lines of `key = value` or `key: value`; `#` and `!` begin a comment.
    /// - Throws: ``ProcessingError`` with `invalidConfiguration`.
    public init(properties text: String) throws(ProcessingError) {
        let values = JavaProperties(text).values
        self.init(sqsURL: values["sqsUrl"] ?? "")
        accessKey = values["accessKey"]
        secretKey = values["secretKey"]
        sqsRegion = values["sqsRegion"] ?? sqsRegion
        s3Region = values["s3Region"] ?? s3Region
        try Self.read("visibilityTimeout", values, &visibilityTimeoutSeconds)
        try Self.read("threadCount", values, &threadCount)
        try Self.read("numOfParallelReaders", values, &parallelReaderCount)
        try Self.read("threadTerminationDelaySeconds", values, &threadTerminationDelaySeconds)
        try Self.read("maxEventsPerEmit", values, &maxEventsPerEmit)
        enableRawEventInfo = values["enableRawEventInfo"]?.lowercased() == "true"
        deleteMessageUponFailure = values["deleteMessageUponFailure"]?.lowercased() == "true"
        try validate()
    }

    private static func read(
        _ key: String, _ values: [String: String], _ number: inout Int
    ) throws(ProcessingError) {
        guard let text = values[key] else { return }
        guard let value = Int(text) else {
            throw ProcessingError(.invalidConfiguration, "\(key) is no integer: '\(text)'.")
        }
        number = value
    }
}

/// A file of Java properties, as far as configurations need them. Empty values are left out.
struct JavaProperties {
    private(set) var values: [String: String] = [:]

    init(_ text: String) {
        var pending = ""
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let line = line.drop { $0.isWhitespace }
            if pending.isEmpty, line.first == "#" || line.first == "!" { continue }
            let backslashes = line.reversed().prefix { $0 == "\\" }.count
            if backslashes % 2 == 1 {
                pending += line.dropLast()
                continue
            }
            take(pending + line)
            pending = ""
        }
        take(pending)
    }

    private mutating func take(_ line: String) {
        var key = ""
        var rest = line[...]
        while let character = rest.first, !"=:".contains(character), !character.isWhitespace {
            key += Self.character(&rest)
        }
        rest = rest.drop { $0.isWhitespace }
        if let separator = rest.first, "=:".contains(separator) { rest = rest.dropFirst().drop { $0.isWhitespace } }
        var value = ""
        while !rest.isEmpty { value += Self.character(&rest) }
        while value.last?.isWhitespace == true { value.removeLast() }
        if !key.isEmpty, !value.isEmpty { values[key] = value }
    }

    /// Takes a character, or what follows a backslash.
    private static func character(_ text: inout Substring) -> String {
        let first = text.removeFirst()
        guard first == "\\", let next = text.popFirst() else { return String(first) }
        switch next {
        case "n": return "\n"
        case "t": return "\t"
        case "r": return "\r"
        default: return String(next)
        }
    }
}
