import CairnModel

/// A caller with the record text of their identity, written once for all their calls.
final class KnownCaller: Sendable {
    let identity: CallerIdentity
    /// The `userIdentity` object.
    let json: [UInt8]
    /// How all their records begin: `"eventVersion":"1.11","userIdentity":{…}`
    let firstMembers: String
    /// Seconds since the epoch from which on the key counts as forgotten; `nil` for keys that do not end.
    let forgottenAt: Double?

    init(_ identity: CallerIdentity, forgottenAt: Double? = nil) {
        self.identity = identity
        self.forgottenAt = forgottenAt
        var writer = JSONWriter()
        identity.write(to: &writer)
        json = writer.bytes
        firstMembers = JSONWriter.members { writer in
            writer.member("eventVersion", RecordWriter.eventVersion)
            writer.key("userIdentity")
            identity.write(to: &writer)
        }
    }

    static let anonymous = KnownCaller(.anonymous)
    static let anonymousToS3 = KnownCaller(.anonymousToS3)
}
