public import CairnIntegrity

/// What a back-fill reads, and how.
public struct BackfillConfiguration: Sendable {
    /// Only files whose keys begin with it.
    public var prefix = ""
    /// Only files whose keys come behind it, in the order of bytes: where an earlier back-fill ended.
    public var after: String?
    /// How many files are read at once. More than 0.
    public var filesAtOnce = 2
    /// The most events that are handed over at once. More than 0.
    public var maxEventsPerEmit = 1000
    public var parsing: ParsingOptions = {
        var options = ParsingOptions()
        options.acceptsOtherLayouts = true
        return options
    }()
    /// Which keys are read; by default the log files of trails, and any other `.json` and `.json.gz` that is no digest.
    public var isLogFile: @Sendable (String) -> Bool = BackfillConfiguration.isReadable
    /// Proves the files by the digests that lie beside them before any is read; `nil` reads them as they are.
    public var verification: Verification?

    /// How files are proved.
    public struct Verification: Sendable {
        public var keys: any DigestPublicKeySource
        /// Which digests count. Its prefix is that of the bucket, not that of the files which are read.
        public var options = VerificationOptions()

        public init(keys: any DigestPublicKeySource) { self.keys = keys }
    }

    public init() {}

    @Sendable static func isReadable(_ key: String) -> Bool {
        if key.contains("_CloudTrail-Digest_") { return false }
        return key.hasSuffix(".json.gz") || key.hasSuffix(".json")
    }

    /// - Throws: ``ProcessingError`` with `invalidConfiguration`.
    func validate() throws(ProcessingError) {
        for (name, value) in [("filesAtOnce", filesAtOnce), ("maxEventsPerEmit", maxEventsPerEmit)] where value <= 0 {
            throw ProcessingError(.invalidConfiguration, "\(name) is a non-positive integer.")
        }
    }
}
