extension SampleCatalog {
    /// The audit trail itself.
    static let trails: [SampleQuery] = [
        SampleQuery(
            "Changes of trails and event data stores",
            "Lists calls that change what is recorded, or stop it.",
            tags: "cloudtrail stop logging delete trail tamper",
            """
            SELECT eventTime, eventName, userIdentity.arn, sourceIPAddress, errorCode
            FROM $EDS_ID
            WHERE eventSource = 'cloudtrail.amazonaws.com' AND readOnly = false
            ORDER BY eventTime DESC
            """
        ),
        SampleQuery(
            "Who queried the audit trail",
            "Lists the queries that were run over event data stores.",
            tags: "cloudtrail lake query start audit",
            """
            SELECT eventTime, userIdentity.arn, element_at(requestParameters, 'queryStatement') AS statement
            FROM $EDS_ID
            WHERE eventSource = 'cloudtrail.amazonaws.com' AND eventName = 'StartQuery'
            ORDER BY eventTime DESC
            """
        ),
        SampleQuery(
            "One event in full",
            "Shows one event as it was recorded, with its checksum; put its id in place of e1.",
            tags: "event id json record detail",
            """
            SELECT eventID, eventJson, eventJsonChecksum
            FROM $EDS_ID
            WHERE eventID = 'e1'
            """
        ),
        SampleQuery(
            "Compliance of Config rules",
            "Lists the evaluations that Config rules reported.",
            tags: "config rule compliance evaluation",
            """
            SELECT eventTime, element_at(additionalEventData, 'configRuleName') AS rule,
                json_extract_scalar(json_array_get(element_at(requestParameters, 'evaluations'), 0), '$.complianceType')
                    AS compliance
            FROM $EDS_ID
            WHERE eventName = 'PutEvaluations'
            ORDER BY eventTime DESC
            """
        ),
    ]
}
