extension SampleCatalog {
    /// Buckets, objects and tables.
    static let storage: [SampleQuery] = [
        SampleQuery(
            "Most read objects",
            "Counts reads by bucket and object.",
            tags: "s3 object get download data event top",
            """
            SELECT element_at(requestParameters, 'bucketName') AS bucket,
                element_at(requestParameters, 'key') AS object, count(*) AS reads
            FROM $EDS_ID
            WHERE eventSource = 's3.amazonaws.com' AND eventName = 'GetObject' AND errorCode IS NULL
            GROUP BY 1, 2
            ORDER BY reads DESC, bucket, object
            LIMIT 50
            """
        ),
        SampleQuery(
            "Operations by bucket",
            "Counts the operations on each bucket.",
            tags: "s3 bucket operation usage",
            """
            SELECT element_at(requestParameters, 'bucketName') AS bucket, eventName, count(*) AS calls
            FROM $EDS_ID
            WHERE eventSource = 's3.amazonaws.com' AND element_at(requestParameters, 'bucketName') IS NOT NULL
            GROUP BY 1, 2
            ORDER BY 1, 3 DESC, 2
            """
        ),
        SampleQuery(
            "Denied requests for objects",
            "Lists requests to S3 that were refused.",
            tags: "s3 access denied forbidden error bucket",
            """
            SELECT eventTime, userIdentity.arn, eventName, element_at(requestParameters, 'bucketName') AS bucket,
                element_at(requestParameters, 'key') AS object
            FROM $EDS_ID
            WHERE eventSource = 's3.amazonaws.com' AND errorCode IN ('AccessDenied', 'AllAccessDisabled')
            ORDER BY eventTime DESC
            """
        ),
        SampleQuery(
            "Objects deleted",
            "Lists who deleted which objects.",
            tags: "s3 delete object remove data loss",
            """
            SELECT eventTime, userIdentity.arn, element_at(requestParameters, 'bucketName') AS bucket,
                element_at(requestParameters, 'key') AS object
            FROM $EDS_ID
            WHERE eventSource = 's3.amazonaws.com' AND eventName IN ('DeleteObject', 'DeleteObjects')
            ORDER BY eventTime DESC
            """
        ),
        SampleQuery(
            "Objects stored without encryption by the request",
            "Finds objects that were put without asking for encryption.",
            tags: "s3 encryption sse put object",
            """
            SELECT eventTime, userIdentity.arn, element_at(requestParameters, 'bucketName') AS bucket,
                element_at(requestParameters, 'key') AS object
            FROM $EDS_ID
            WHERE eventName = 'PutObject' AND element_at(requestParameters, 'x-amz-server-side-encryption') IS NULL
            ORDER BY eventTime DESC
            """
        ),
        SampleQuery(
            "Requests that rely on bucket ACLs",
            "Lists buckets whose requests were granted by an access control list.",
            tags: "s3 acl access control list migrate",
            """
            SELECT DISTINCT element_at(requestParameters, 'bucketName') AS bucket, awsRegion, recipientAccountId
            FROM $EDS_ID
            WHERE element_at(additionalEventData, 'aclRequired') = 'Yes'
            ORDER BY 3, 2, 1
            """
        ),
        SampleQuery(
            "Changes of public access to buckets",
            "Lists changes of the settings that block public access, and of bucket policies.",
            tags: "s3 public access block policy bucket exposure",
            """
            SELECT eventTime, eventName, userIdentity.arn, element_at(requestParameters, 'bucketName') AS bucket
            FROM $EDS_ID
            WHERE eventName IN ('PutBucketPublicAccessBlock', 'DeleteBucketPublicAccessBlock', 'PutBucketPolicy',
                'DeleteBucketPolicy', 'PutBucketAcl', 'PutAccountPublicAccessBlock')
            ORDER BY eventTime DESC
            """
        ),
        SampleQuery(
            "Principals that read most objects",
            "Ranks principals by the number of different objects they read.",
            tags: "s3 exfiltration download principal rank",
            """
            SELECT userIdentity.arn, count(*) AS reads,
                approx_distinct(concat_ws('/', element_at(requestParameters, 'bucketName'),
                    element_at(requestParameters, 'key'))) AS objects,
                rank() OVER (ORDER BY count(*) DESC) AS place
            FROM $EDS_ID
            WHERE eventName = 'GetObject' AND errorCode IS NULL
            GROUP BY userIdentity.arn
            ORDER BY place, userIdentity.arn
            """
        ),
        SampleQuery(
            "Table scans",
            "Counts the scans of DynamoDB tables by table and principal.",
            tags: "dynamodb scan table query cost",
            """
            SELECT element_at(requestParameters, 'tableName') AS tableName, userIdentity.arn, count(*) AS scans
            FROM $EDS_ID
            WHERE eventSource = 'dynamodb.amazonaws.com' AND eventName = 'Scan'
            GROUP BY 1, 2
            ORDER BY scans DESC, tableName
            """
        ),
    ]
}
