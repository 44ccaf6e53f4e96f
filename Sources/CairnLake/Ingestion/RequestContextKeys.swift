import CairnModel

/// IAM's condition keys as a record shows them: those of which it says nothing are absent.
///
/// Source: CloudTrail User Guide, "Enrich CloudTrail events by adding resource tag keys and IAM global condition keys";
/// IAM User Guide, "AWS global condition context keys".
public enum RequestContextKeys {
    /// What a selector of type `RequestContext` may name.
    public static let all: Set<String> = [
        "aws:FederatedProvider", "aws:TokenIssueTime", "aws:MultiFactorAuthAge", "aws:MultiFactorAuthPresent",
        "aws:SourceIdentity", "aws:PrincipalAccount", "aws:PrincipalArn", "aws:PrincipalIsAWSService",
        "aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:PrincipalServiceName", "aws:PrincipalServiceNamesList",
        "aws:PrincipalType", "aws:userid", "aws:username", "aws:RequestedRegion", "aws:SecureTransport",
        "aws:ViaAWSService", "aws:CurrentTime", "aws:EpochTime", "aws:SourceAccount", "aws:SourceOrgID",
    ]

    /// The value of a key, `nil` if the record does not tell.
    static func value(of key: String, in record: JSON) -> JSON? {
        let identity = record["userIdentity"]
        return switch key {
        case "aws:CurrentTime": record["eventTime"]
        case "aws:EpochTime": time(record["eventTime"]).map { .string(String(Int64($0))) }
        case "aws:RequestedRegion": record["awsRegion"]
        case "aws:SecureTransport": .string(String(record["tlsDetails"]?.objectValue != nil))
        case "aws:ViaAWSService": .string(String(identity?["invokedBy"] != nil && !isService(identity)))
        case "aws:PrincipalIsAWSService": .string(String(isService(identity)))
        case "aws:PrincipalServiceName": isService(identity) ? identity?["invokedBy"] : nil
        case "aws:PrincipalServiceNamesList":
            isService(identity) ? (identity?["invokedBy"]).map { .array([$0]) } : nil
        default: principalValue(of: key, identity, record)
        }
    }

    private static func principalValue(of key: String, _ identity: JSON?, _ record: JSON) -> JSON? {
        let session = identity?["sessionContext"]
        switch key {
        case "aws:PrincipalAccount": return identity?["accountId"]
        case "aws:PrincipalArn": return session?["sessionIssuer"]?["arn"] ?? identity?["arn"]
        case "aws:PrincipalType": return identity?["type"]?.stringValue.flatMap(principalType)
        case "aws:userid": return identity?["principalId"]
        case "aws:username": return identity?["type"]?.stringValue == "IAMUser" ? identity?["userName"] : nil
        case "aws:SourceIdentity": return session?["sourceIdentity"]
        case "aws:FederatedProvider":
            return session?["webIdFederationData"]?["federatedProvider"] ?? identity?["identityProvider"]
        case "aws:TokenIssueTime": return session?["attributes"]?["creationDate"]
        case "aws:MultiFactorAuthPresent": return session?["attributes"]?["mfaAuthenticated"]
        case "aws:MultiFactorAuthAge":
            guard session?["attributes"]?["mfaAuthenticated"]?.stringValue == "true",
                let issued = time(session?["attributes"]?["creationDate"]), let called = time(record["eventTime"]),
                called >= issued
            else { return nil }
            return .string(String(Int64(called - issued)))
        default: return nil
        }
    }

    private static func isService(_ identity: JSON?) -> Bool { identity?["type"]?.stringValue == "AWSService" }

    private static func principalType(_ type: String) -> JSON? {
        switch type {
        case "IAMUser": "User"
        case "Root": "Account"
        case "AssumedRole", "FederatedUser": .string(type)
        default: nil
        }
    }

    private static func time(_ json: JSON?) -> Double? { json?.stringValue.flatMap(ISO8601.parse) }
}
