public import CairnWire

/// How a ``Recorder`` makes records.
public struct RecorderConfiguration: Sendable {
    /// The region of a call that names none: an unsigned one, or one signed for several regions.
    public var defaultRegion: String
    /// Which events become records. Management events only, unless told otherwise.
    public var selection: any EventSelection
    /// What is left out of records, or replaced, because it is secret.
    public var redaction: any RedactionPolicy
    /// Learns who a key is from the answers to `GetCallerIdentity`, if the key is unknown so far.
    ///
    /// Off by default: emulators answer with made-up callers. Worth turning on in front of AWS itself.
    public var learnsFromGetCallerIdentity: Bool

    public init(
        defaultRegion: String = "us-east-1", selection: any EventSelection = CategorySelection(),
        redaction: any RedactionPolicy = DefaultRedaction(), learnsFromGetCallerIdentity: Bool = false
    ) {
        self.defaultRegion = defaultRegion
        self.selection = selection
        self.redaction = redaction
        self.learnsFromGetCallerIdentity = learnsFromGetCallerIdentity
    }
}
