extension LakeSchema {
    static let cloudTrailEvents: [LakeColumn] =
        [
            LakeColumn("eventVersion", .text), LakeColumn("userIdentity", userIdentity),
            LakeColumn("eventTime", .timestamp),
        ]
        + texts(
            "eventSource", "eventName", "awsRegion", "sourceIPAddress", "userAgent", "errorCode", "errorMessage")
        + maps("requestParameters", "responseElements", "additionalEventData")
        + texts("requestID", "eventID")
        + [
            LakeColumn("readOnly", .boolean),
            LakeColumn("resources", .list(.texts("accountId", "type", "ARN", "ARNPrefix"))),
        ]
        + texts("eventType", "apiVersion")
        + [LakeColumn("managementEvent", .boolean)]
        + texts("recipientAccountId", "sharedEventID", "annotation", "vpcEndpointId", "vpcEndpointAccountId")
        + maps("serviceEventDetails", "addendum", "edgeDeviceDetails", "insightDetails")
        + texts("eventCategory")
        + [LakeColumn("tlsDetails", .texts("tlsVersion", "cipherSuite", "clientProvidedHostHeader"))]
        + texts("sessionCredentialFromConsole")

    /// Stores with large events have what enriches them.
    ///
    /// Source: CloudTrail User Guide, "Enrich CloudTrail events by adding resource tag keys and IAM global condition
    /// keys".
    static let enrichment = [
        LakeColumn(
            "eventContext",
            .structure([
                LakeField("requestContext", .map),
                LakeField(
                    "tagContext",
                    .structure([
                        LakeField(
                            "resourceTags",
                            .list(.structure([LakeField("arn", .text), LakeField("tags", .map)]))),
                        LakeField("principalTags", .map),
                    ])),
            ]))
    ]

    static func texts(_ names: String...) -> [LakeColumn] { names.map { LakeColumn($0, .text) } }

    static func maps(_ names: String...) -> [LakeColumn] { names.map { LakeColumn($0, .map) } }

    private static let userIdentity = LakeType.structure(
        fields("type", "principalId", "arn", "accountId", "accessKeyId", "userName")
            + [
                LakeField("sessionContext", sessionContext),
                LakeField("onBehalfOf", .texts("userId", "identityStoreArn")),
                LakeField("inScopeOf", .texts("sourceArn", "sourceAccount", "issuerType", "credentialsIssuedTo")),
            ] + fields("invokedBy", "identityProvider"))

    private static let sessionContext = LakeType.structure(
        [
            LakeField(
                "attributes",
                .structure([LakeField("creationDate", .timestamp), LakeField("mfaAuthenticated", .text)])),
            LakeField("sessionIssuer", .texts("type", "principalId", "arn", "accountId", "userName")),
            LakeField(
                "webIdFederationData",
                .structure([LakeField("federatedProvider", .text), LakeField("attributes", .map)])),
        ] + fields("sourceIdentity", "ec2RoleDelivery", "ec2IssuedInVpc"))

    static func fields(_ names: String...) -> [LakeField] { names.map { LakeField($0, .text) } }
}
