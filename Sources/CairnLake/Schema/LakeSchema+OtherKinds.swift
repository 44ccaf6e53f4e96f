extension LakeSchema {
    static let insights: [LakeColumn] =
        common(addendum: .map)
        + texts(
            "sharedEventID", "insightSource", "insightState", "insightEventSource", "insightEventName",
            "insightErrorCode", "insightType")
        + [LakeColumn("insightContext", insightContext)]

    static let configurationItems: [LakeColumn] =
        common(addendum: .map)
        + [
            LakeColumn(
                "eventData",
                .structure(
                    fields(
                        "configurationItemVersion", "configurationItemCaptureTime", "configurationItemStatus",
                        "configurationItemStateId", "accountId", "resourceType", "resourceId", "resourceName", "arn",
                        "awsRegion", "availabilityZone", "resourceCreationTime")
                        + [
                            LakeField("configuration", .map), LakeField("supplementaryConfiguration", .map),
                            LakeField("relatedEvents", .text),
                            LakeField("relationships", .list(relationship)), LakeField("tags", .map),
                        ]))
        ]

    static let evidence: [LakeColumn] =
        common(addendum: .map)
        + [
            LakeColumn(
                "eventData",
                .structure(
                    [LakeField("attributes", .map)]
                        + fields(
                            "awsAccountId", "awsOrganization", "complianceCheck", "dataSource", "eventName",
                            "eventSource", "evidenceAwsAccountId", "evidenceByType", "iamId", "evidenceId")
                        + [LakeField("time", .timestamp)]
                        + fields(
                            "assessmentId", "controlSetId", "controlId", "controlName", "controlDomainName",
                            "frameworkName", "frameworkId", "service", "serviceCategory", "resourceArn",
                            "resourceType", "evidenceFolderId", "description", "manualEvidenceS3ResourcePath",
                            "evidenceFolderName", "resourceComplianceCheck")))
        ]

    static let integrations: [LakeColumn] =
        common(addendum: .texts("reason", "updatedFields", "originalUID", "originalEventID"))
        + [
            LakeColumn("metadata", .texts("ingestionTime", "channelARN")),
            LakeColumn(
                "eventData",
                .structure(
                    [
                        LakeField("version", .text),
                        LakeField(
                            "userIdentity",
                            .structure(fields("type", "principalId") + [LakeField("details", .map)])),
                    ] + fields("userAgent", "eventSource", "eventName", "eventTime", "UID")
                        + [LakeField("requestParameters", .map), LakeField("responseElements", .map)]
                        + fields("errorCode", "errorMessage", "sourceIPAddress", "recipientAccountId")
                        + [LakeField("additionalEventData", .map)])),
        ]

    private static func common(addendum: LakeType) -> [LakeColumn] {
        texts("eventVersion", "eventCategory", "eventType", "eventID")
            + [LakeColumn("eventTime", .timestamp)] + texts("awsRegion", "recipientAccountId")
            + [LakeColumn("addendum", addendum)]
    }

    private static let relationship = LakeType.texts("name", "resourceType", "resourceId", "resourceName")

    private static let averages = LakeType.list(
        .structure([LakeField("value", .text), LakeField("average", .double)]))

    private static let insightContext = LakeType.structure([
        LakeField("baselineAverage", .double), LakeField("insightAverage", .double),
        LakeField("baselineDuration", .integer), LakeField("insightDuration", .integer),
        LakeField(
            "attributions",
            .list(
                .structure([
                    LakeField("attribute", .text), LakeField("insightValue", .text),
                    LakeField("insightAverage", .double), LakeField("baselineValue", .text),
                    LakeField("baselineAverage", .double), LakeField("insight", averages),
                    LakeField("baseline", averages),
                ]))),
    ])
}
