public import CairnAPI
public import CairnModel
public import CairnStore

/// The policy on an event data store, a channel or a dashboard, as its owner wrote it.
public struct ResourcePolicy: Sendable, Hashable {
    /// The ARN of the resource.
    public var id: String
    public var account: String
    public var region: String
    /// The policy document as it came.
    public var text: String
    /// When the resource got its first policy, in seconds since 1970.
    public var createdTime: Double

    public init(of resource: any LakeResource, text: String, createdTime: Double) {
        id = resource.arn
        account = resource.account
        region = resource.region
        self.text = text
        self.createdTime = createdTime
    }
}

/// The resource policies, by the ARNs of their resources.
public typealias ResourcePolicyRegistry = LakeRegistry<ResourcePolicy>

extension StateRegistry where Entry == ResourcePolicy, Failure == CloudTrailError {
    /// Forgets the policy of a resource that is gone.
    public func remove(_ arn: String) throws(CloudTrailError) {
        try change { policies throws(CloudTrailError) in policies[arn] = nil }
    }
}

extension ResourcePolicy: StateEntry {
    public static let documentVersion = 1

    public static let documentKind = "resource-policy"

    public var documentKey: StateDocument.Key {
        StateDocument.Key(kind: Self.documentKind, account: account, region: region, id: id)
    }

    public var document: JSON {
        var object: JSONObject = [
            "version": .integer(Self.documentVersion), "arn": .string(id), "account": .string(account),
            "region": .string(region), "text": .string(text),
        ]
        object["createdTime"] = JSONNumber(createdTime).map(JSON.number)
        return .object(object)
    }

    public init(reading document: StateDocumentMembers) throws {
        id = try document.string("arn")
        account = try document.string("account")
        region = try document.string("region")
        text = try document.string("text")
        createdTime = document["createdTime"]?.doubleValue ?? 0
    }
}
