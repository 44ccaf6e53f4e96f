/// When objects of a bucket move to a cheaper class, and when they go.
public struct LifecycleRule: Hashable, Sendable, TemplateConvertible {
    /// A move to another storage class.
    public struct Transition: Hashable, Sendable {
        /// Such as `GLACIER`.
        public var storageClass: String
        public var afterDays: Int

        public init(storageClass: String, afterDays: Int) {
            self.storageClass = storageClass
            self.afterDays = afterDays
        }
    }

    public var id: String?
    public var prefix: String?
    public var isEnabled: Bool
    public var expirationDays: Int?
    public var noncurrentVersionExpirationDays: Int?
    public var abortIncompleteMultipartUploadAfterDays: Int?
    public var transitions: [Transition]

    public init(
        id: String? = nil, prefix: String? = nil, isEnabled: Bool = true, expirationDays: Int? = nil,
        noncurrentVersionExpirationDays: Int? = nil, abortIncompleteMultipartUploadAfterDays: Int? = nil,
        transitions: [Transition] = []
    ) {
        self.id = id
        self.prefix = prefix
        self.isEnabled = isEnabled
        self.expirationDays = expirationDays
        self.noncurrentVersionExpirationDays = noncurrentVersionExpirationDays
        self.abortIncompleteMultipartUploadAfterDays = abortIncompleteMultipartUploadAfterDays
        self.transitions = transitions
    }

    public var templateValue: TemplateValue {
        var members = PropertyList()
        members.set(
            "AbortIncompleteMultipartUpload",
            abortIncompleteMultipartUploadAfterDays.map { ["DaysAfterInitiation": $0.templateValue] as PropertyList })
        members.set("ExpirationInDays", expirationDays)
        members.set("Id", id)
        members.set(
            "NoncurrentVersionExpiration",
            noncurrentVersionExpirationDays.map { ["NoncurrentDays": $0.templateValue] as PropertyList })
        members.set("Prefix", prefix)
        members.set("Status", isEnabled ? "Enabled" : "Disabled")
        members.set("Transitions", transitions.isEmpty ? nil : transitions.map(Self.properties))
        return .object(members)
    }

    private static func properties(_ transition: Transition) -> PropertyList {
        [
            "StorageClass": transition.storageClass.templateValue,
            "TransitionInDays": transition.afterDays.templateValue,
        ]
    }

    static func configuration(_ rules: [LifecycleRule]) -> PropertyList? {
        rules.isEmpty ? nil : ["Rules": rules.templateValue]
    }
}
