/// The few facts of an event by which it is selected, known before its record is written.
///
/// All that event selectors can look at is here. Of a call's head fewer facts are known: see ``isOfHead``.
public struct EventOutline: Sendable, Hashable {
    public var category: EventCategory
    /// Such as `dynamodb.amazonaws.com`.
    public var eventSource: String
    public var eventName: String
    /// Such as `AwsApiCall`.
    public var eventType: String
    /// `nil` while it hangs on the request's body.
    public var isReadOnly: Bool?
    /// The account that the copy of the event is for.
    public var accountID: String
    public var region: String
    /// The type by which selectors of data events name the resource, such as `AWS::S3::Object`; `nil` for management.
    ///
    /// What `resources` will hold is of the same service, but may be of another type.
    public var resourceType: String?
    /// What will stand in the record; empty while only the call's head is known.
    public var resources: [RecordResource]
    /// `userIdentity.arn`; `nil` if the identity has none.
    public var userIdentityARN: String?
    /// As it stands in the record; `nil` if the call succeeded.
    public var errorCode: String?
    public var vpcEndpointID: String?
    /// Whether the session's credentials came from the console (`sessionCredentialFromConsole`).
    public var isConsoleSession: Bool
    /// Whether the call has only begun: resources, identity and error are then not known yet.
    public var isOfHead: Bool

    public init(
        category: EventCategory, eventSource: String, eventName: String, eventType: String = "AwsApiCall",
        isReadOnly: Bool? = nil, accountID: String, region: String, resourceType: String? = nil,
        resources: [RecordResource] = [], userIdentityARN: String? = nil, errorCode: String? = nil,
        vpcEndpointID: String? = nil, isConsoleSession: Bool = false, isOfHead: Bool = false
    ) {
        self.category = category
        self.eventSource = eventSource
        self.eventName = eventName
        self.eventType = eventType
        self.isReadOnly = isReadOnly
        self.accountID = accountID
        self.region = region
        self.resourceType = resourceType
        self.resources = resources
        self.userIdentityARN = userIdentityARN
        self.errorCode = errorCode
        self.vpcEndpointID = vpcEndpointID
        self.isConsoleSession = isConsoleSession
        self.isOfHead = isOfHead
    }
}
