/// The few facts of an event by which it is selected, known before its record is written.
public struct EventOutline: Sendable, Hashable {
    public var category: EventCategory
    /// Such as `dynamodb.amazonaws.com`.
    public var eventSource: String
    public var eventName: String
    /// `nil` while it hangs on the request's body.
    public var isReadOnly: Bool?
    /// The account that the copy of the event is for.
    public var accountID: String
    public var region: String
    /// The type by which selectors of data events name the resource, such as `AWS::S3::Object`; `nil` for management.
    public var resourceType: String?
    /// The ARNs of the resources; empty while only the call's head is known.
    public var resourceARNs: [String]

    public init(
        category: EventCategory, eventSource: String, eventName: String, isReadOnly: Bool? = nil, accountID: String,
        region: String, resourceType: String? = nil, resourceARNs: [String] = []
    ) {
        self.category = category
        self.eventSource = eventSource
        self.eventName = eventName
        self.isReadOnly = isReadOnly
        self.accountID = accountID
        self.region = region
        self.resourceType = resourceType
        self.resourceARNs = resourceARNs
    }
}
