@testable import CairnSQL

/// The columns of stores of CloudTrail events, as in the user guide.
enum EventColumns {
    private static func texts(_ names: String...) -> [SQLColumn] { names.map { SQLColumn($0, .varchar) } }

    private static func maps(_ names: String...) -> [SQLColumn] { names.map { SQLColumn($0, map) } }

    private static func row(_ names: String...) -> SQLType { .row(names.map { SQLType.RowField($0, .varchar) }) }

    private static func row(_ fields: (String, SQLType)...) -> SQLType {
        .row(fields.map { SQLType.RowField($0.0, $0.1) })
    }

    private static let map = SQLType.map(.varchar, .varchar)

    static let all: [SQLColumn] =
        texts("eventVersion")
        + [SQLColumn("userIdentity", userIdentity), SQLColumn("eventTime", .timestamp)]
        + texts("eventSource", "eventName", "awsRegion", "sourceIPAddress", "userAgent", "errorCode")
        + texts("errorMessage")
        + maps("requestParameters", "responseElements", "additionalEventData")
        + texts("requestID", "eventID")
        + [SQLColumn("readOnly", .boolean)]
        + [SQLColumn("resources", .array(row("accountId", "type", "ARN", "ARNPrefix")))]
        + texts("eventType", "apiVersion")
        + [SQLColumn("managementEvent", .boolean)]
        + texts("recipientAccountId", "sharedEventID", "annotation", "vpcEndpointId", "vpcEndpointAccountId")
        + maps("serviceEventDetails", "addendum", "edgeDeviceDetails", "insightDetails")
        + texts("eventCategory")
        + [SQLColumn("tlsDetails", row("tlsVersion", "cipherSuite", "clientProvidedHostHeader"))]
        + texts("sessionCredentialFromConsole", "eventJson", "eventJsonChecksum")

    /// With the column of stores that have context keys.
    static let enriched = all + [SQLColumn("eventContext", eventContext)]

    private static let userIdentity = row(
        ("type", .varchar),
        ("principalId", .varchar),
        ("arn", .varchar),
        ("accountId", .varchar),
        ("accessKeyId", .varchar),
        ("userName", .varchar),
        ("sessionContext", sessionContext),
        ("onBehalfOf", row("userId", "identityStoreArn")),
        ("inScopeOf", row("sourceArn", "sourceAccount", "issuerType", "credentialsIssuedTo")),
        ("invokedBy", .varchar),
        ("identityProvider", .varchar)
    )

    private static let sessionContext = row(
        ("attributes", row(("creationDate", .timestamp), ("mfaAuthenticated", .varchar))),
        ("sessionIssuer", row("type", "principalId", "arn", "accountId", "userName")),
        ("webIdFederationData", row(("federatedProvider", .varchar), ("attributes", map))),
        ("sourceIdentity", .varchar),
        ("ec2RoleDelivery", .varchar),
        ("ec2IssuedInVpc", .varchar)
    )

    private static let eventContext = row(
        ("requestContext", map),
        (
            "tagContext",
            row(
                ("resourceTags", .array(row(("arn", .varchar), ("tags", map)))),
                ("principalTags", map)
            )
        )
    )
}
