public import CairnModel

/// An event for a test to put into the history: what is not given is plausible.
public struct TestEvent: Sendable, Hashable {
    /// Such as `CreateUser`.
    public var name: String
    /// Such as `iam.amazonaws.com`.
    public var source: String
    /// The IAM user who called.
    public var user: String
    public var isReadOnly: Bool
    /// What the call was about.
    public var resources: [Resource]
    public var requestParameters: JSON
    public var responseElements: JSON
    /// Such as `AccessDenied`; `nil` for a call that succeeded.
    public var errorCode: String?
    public var errorMessage: String?
    /// Seconds since the epoch; the test's clock says what time it is if `nil`.
    public var time: Double?
    /// The server's own if `nil`.
    public var region: String?
    /// Twelve digits; the server's own if `nil`.
    public var account: String?
    /// Further top-level fields, and others in the place of the usual ones.
    public var fields: JSONObject

    /// A resource that an event names.
    public struct Resource: Sendable, Hashable {
        public var arn: String
        /// Such as `AWS::IAM::User`.
        public var type: String

        public init(arn: String, type: String) {
            self.arn = arn
            self.type = type
        }
    }

    public init(
        _ name: String, source: String, user: String = "tester", isReadOnly: Bool = false,
        resources: [Resource] = [], requestParameters: JSON = .null, responseElements: JSON = .null,
        errorCode: String? = nil, errorMessage: String? = nil, time: Double? = nil, region: String? = nil,
        account: String? = nil, fields: JSONObject = [:]
    ) {
        self.name = name
        self.source = source
        self.user = user
        self.isReadOnly = isReadOnly
        self.resources = resources
        self.requestParameters = requestParameters
        self.responseElements = responseElements
        self.errorCode = errorCode
        self.errorMessage = errorMessage
        self.time = time
        self.region = region
        self.account = account
        self.fields = fields
    }

    /// The record, in CloudTrail's order of fields.
    ///
    /// Source: AWS CloudTrail User Guide, "CloudTrail record contents".
    func record(id: String, now: Double, region: String, account: String) -> JSON {
        let account = self.account ?? account
        var record: JSONObject = [
            "eventVersion": "1.11",
            "userIdentity": [
                "type": "IAMUser", "principalId": "AIDATESTTESTTESTTEST",
                "arn": .string("arn:aws:iam::\(account):user/\(user)"), "accountId": .string(account),
                "userName": .string(user),
            ],
            "eventTime": .string(ISO8601.string(epochSeconds: Int64(time ?? now))), "eventSource": .string(source),
            "eventName": .string(name), "awsRegion": .string(self.region ?? region), "sourceIPAddress": "192.0.2.1",
            "userAgent": "cairn-testing",
        ]
        record["errorCode"] = errorCode.map(JSON.string)
        record["errorMessage"] = errorMessage.map(JSON.string)
        record["requestParameters"] = requestParameters
        record["responseElements"] = responseElements
        record["requestID"] = .string(id)
        record["eventID"] = .string(id)
        record["readOnly"] = .bool(isReadOnly)
        if !resources.isEmpty {
            record["resources"] = .array(
                resources.map { ["accountId": .string(account), "type": .string($0.type), "ARN": .string($0.arn)] })
        }
        record["eventType"] = "AwsApiCall"
        record["managementEvent"] = true
        record["recipientAccountId"] = .string(account)
        record["eventCategory"] = "Management"
        for member in fields.members { record[member.key] = member.value }
        return .object(record)
    }
}
