extension SampleCatalog {
    /// Instances, functions, databases and models.
    static let computing: [SampleQuery] = [
        SampleQuery(
            "Instances launched",
            "Lists the instances that were launched, one row each, with type and principal.",
            tags: "ec2 run instances launch",
            """
            SELECT e.eventTime, e.userIdentity.arn, json_extract_scalar(item, '$.instanceId') AS instanceId,
                element_at(e.requestParameters, 'instanceType') AS instanceType
            FROM $EDS_ID AS e
            CROSS JOIN UNNEST(
                CAST(json_extract(element_at(e.responseElements, 'instancesSet'), '$.items') AS array(json))) AS t(item)
            WHERE e.eventName = 'RunInstances' AND e.errorCode IS NULL
            ORDER BY e.eventTime, instanceId
            """
        ),
        SampleQuery(
            "Who stopped or terminated instances",
            "Lists calls that stopped or ended instances.",
            tags: "ec2 terminate stop instance delete",
            """
            SELECT eventTime, eventName, userIdentity.arn, errorCode,
                json_extract(element_at(requestParameters, 'instancesSet'), '$.items[*].instanceId') AS instances
            FROM $EDS_ID
            WHERE eventName IN ('TerminateInstances', 'StopInstances', 'RebootInstances')
            ORDER BY eventTime DESC
            """
        ),
        SampleQuery(
            "History of one instance",
            "Lists every call that names an instance; put its id in place of i-1.",
            tags: "ec2 instance history timeline",
            """
            SELECT eventTime, eventName, userIdentity.arn, readOnly
            FROM $EDS_ID
            WHERE regexp_like(eventJson, '"i-1"')
            ORDER BY eventTime
            """
        ),
        SampleQuery(
            "Instance types in use",
            "Counts launches by instance type and region.",
            tags: "ec2 instance type cost region",
            """
            SELECT element_at(requestParameters, 'instanceType') AS instanceType, awsRegion, count(*) AS launches
            FROM $EDS_ID
            WHERE eventName = 'RunInstances'
            GROUP BY 1, 2
            ORDER BY launches DESC, 1, 2
            """
        ),
        SampleQuery(
            "Functions changed",
            "Lists changes of Lambda functions.",
            tags: "lambda function code deploy change",
            """
            SELECT eventTime, eventName, userIdentity.arn, element_at(requestParameters, 'functionName') AS functionName
            FROM $EDS_ID
            WHERE eventSource = 'lambda.amazonaws.com' AND readOnly = false
            ORDER BY eventTime DESC
            """
        ),
        SampleQuery(
            "Databases deleted without a last snapshot",
            "Finds databases that were deleted without a final snapshot.",
            tags: "rds database delete snapshot backup",
            """
            SELECT eventTime, userIdentity.arn, element_at(requestParameters, 'dBInstanceIdentifier') AS databaseName
            FROM $EDS_ID
            WHERE eventSource = 'rds.amazonaws.com' AND eventName IN ('DeleteDBInstance', 'DeleteDBCluster')
                AND element_at(requestParameters, 'skipFinalSnapshot') = 'true'
            ORDER BY eventTime DESC
            """
        ),
        SampleQuery(
            "Databases open to the public",
            "Lists databases that were made reachable from anywhere.",
            tags: "rds database public accessible exposure",
            """
            SELECT eventTime, eventName, userIdentity.arn,
                element_at(requestParameters, 'dBInstanceIdentifier') AS databaseName
            FROM $EDS_ID
            WHERE eventName IN ('CreateDBInstance', 'ModifyDBInstance')
                AND element_at(requestParameters, 'publiclyAccessible') = 'true'
            ORDER BY eventTime DESC
            """
        ),
        SampleQuery(
            "Snapshots shared or left unencrypted",
            "Lists snapshots that were made without encryption or shared with others.",
            tags: "ec2 snapshot encryption share volume",
            """
            SELECT eventTime, eventName, userIdentity.arn, requestParameters
            FROM $EDS_ID
            WHERE eventName = 'ModifySnapshotAttribute'
                OR (eventName = 'CreateSnapshot' AND element_at(responseElements, 'encrypted') = 'false')
            ORDER BY eventTime DESC
            """
        ),
        SampleQuery(
            "Model invocations",
            "Counts the calls of models by model and principal.",
            tags: "bedrock model invoke ai",
            """
            SELECT element_at(requestParameters, 'modelId') AS model, userIdentity.arn, count(*) AS calls
            FROM $EDS_ID
            WHERE eventSource = 'bedrock.amazonaws.com' AND eventName LIKE 'InvokeModel%'
            GROUP BY 1, 2
            ORDER BY calls DESC, model
            """
        ),
    ]
}
