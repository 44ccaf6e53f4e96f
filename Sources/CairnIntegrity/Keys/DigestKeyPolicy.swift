/// How long keys sign.
public struct DigestKeyPolicy: Sendable, Hashable {
    /// How long a key is valid: 30 days, as CloudTrail's are.
    public var validitySeconds: Int64 = 30 * 86_400
    /// How long before a key's end the next one takes over, so that both are valid for a while: a day.
    public var overlapSeconds: Int64 = 86_400
    /// How long after its end a private key is still kept, for digests that are late: 30 days.
    public var privateGraceSeconds: Int64 = 30 * 86_400
    /// In how many regions keys are made at the most: names of regions come with requests.
    public var regionCountMax = 128

    public init() {}
}
