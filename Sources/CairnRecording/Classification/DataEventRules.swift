/// Tells data events, which concern what a resource holds, from management events, and names the resource's type.
///
/// Source: CloudTrail User Guide, "Logging data events". What is not listed is a management event: so are all calls of
/// KMS and STS, the RDS Data API, Secrets Manager and the parameters of Systems Manager.
enum DataEventRules {
    /// The type by which selectors name the resource of a data event; `nil` if the call is a management event.
    /// - Parameters:
    ///   - label: the event source without `.amazonaws.com`.
    ///   - operation: the operation's name in its model.
    static func resourceType(label: String, operation: String) -> String? {
        table[label]?[operation]
    }

    private static let table: [String: [String: String]] = [
        "s3": types(["AWS::S3::Object": objectOperations]),
        "s3express": types(["AWS::S3Express::Object": objectOperations]),
        "s3-outposts": types(["AWS::S3Outposts::Object": objectOperations]),
        "s3-object-lambda": types([
            "AWS::S3ObjectLambda::AccessPoint": "GetObject CompleteMultipartUpload WriteGetObjectResponse"
        ]),
        "s3vectors": types([
            "AWS::S3Vectors::Index": "PutVectors GetVectors DeleteVectors ListVectors QueryVectors"
        ]),
        "lambda": types(["AWS::Lambda::Function": "Invoke InvokeAsync InvokeWithResponseStream"]),
        "dynamodb": types([
            "AWS::DynamoDB::Table": """
            GetItem BatchGetItem Query Scan TransactGetItems PutItem UpdateItem DeleteItem BatchWriteItem \
            TransactWriteItems ExecuteStatement BatchExecuteStatement ExecuteTransaction
            """,
            "AWS::DynamoDB::Stream": "GetRecords GetShardIterator",
        ]),
        "sqs": types([
            "AWS::SQS::Queue": """
            SendMessage SendMessageBatch ReceiveMessage DeleteMessage DeleteMessageBatch ChangeMessageVisibility \
            ChangeMessageVisibilityBatch
            """
        ]),
        "sns": types(["AWS::SNS::Topic": "Publish PublishBatch"]),
        "kinesis": types([
            "AWS::Kinesis::Stream": "PutRecord PutRecords GetRecords GetShardIterator",
            "AWS::Kinesis::StreamConsumer": "SubscribeToShard",
        ]),
        "kinesisvideo": types(["AWS::KinesisVideo::Stream": "GetMedia PutMedia"]),
        "firehose": types(["AWS::KinesisFirehose::DeliveryStream": "PutRecord PutRecordBatch"]),
        "ebs": types([
            "AWS::EC2::Snapshot": """
            PutSnapshotBlock GetSnapshotBlock ListChangedBlocks ListSnapshotBlocks StartSnapshot CompleteSnapshot
            """
        ]),
        "cloudtrail-data": types(["AWS::CloudTrail::Channel": "PutAuditEvents"]),
        "cognito-identity": types([
            "AWS::Cognito::IdentityPool": """
            GetId GetCredentialsForIdentity GetOpenIdToken GetOpenIdTokenForDeveloperIdentity UnlinkIdentity
            """
        ]),
        "states": types([
            "AWS::StepFunctions::StateMachine": "StartExecution StartSyncExecution",
            "AWS::StepFunctions::Activity": "GetActivityTask",
        ]),
        "ses": types([
            "AWS::SES::EmailIdentity": """
            SendEmail SendRawEmail SendTemplatedEmail SendBulkEmail SendBulkTemplatedEmail SendBounce
            """
        ]),
        "monitoring": types(["AWS::CloudWatch::Metric": "GetMetricData GetMetricStatistics PutMetricData"]),
        "xray": types([
            "AWS::XRay::Trace": """
            PutTraceSegments BatchGetTraces GetServiceGraph GetTraceGraph GetTraceSummaries \
            GetTimeSeriesServiceStatistics
            """
        ]),
        "bedrock": types([
            "AWS::Bedrock::AgentAlias": "InvokeAgent",
            "AWS::Bedrock::InlineAgent": "InvokeInlineAgent",
            "AWS::Bedrock::FlowAlias": "InvokeFlow",
            "AWS::Bedrock::KnowledgeBase": "Retrieve RetrieveAndGenerate RetrieveAndGenerateStream",
            "AWS::Bedrock::Guardrail": "ApplyGuardrail",
        ]),
        "ssmmessages": types([
            "AWS::SSMMessages::ControlChannel": "CreateControlChannel OpenControlChannel"
        ]),
    ]

    private static let objectOperations = """
        GetObject HeadObject GetObjectAcl GetObjectTagging GetObjectAttributes GetObjectTorrent GetObjectRetention \
        GetObjectLegalHold SelectObjectContent ListObjects ListObjectsV2 ListObjectVersions ListParts \
        ListMultipartUploads HeadBucket PutObject CopyObject DeleteObject DeleteObjects PutObjectAcl PutObjectTagging \
        DeleteObjectTagging PutObjectRetention PutObjectLegalHold RestoreObject CreateMultipartUpload UploadPart \
        UploadPartCopy CompleteMultipartUpload AbortMultipartUpload RenameObject PostObject \
        PreflightRequest
        """

    /// Turns resource types with their operations into operations with their resource type.
    private static func types(_ operationsByType: [String: String]) -> [String: String] {
        var table: [String: String] = [:]
        for (type, operations) in operationsByType {
            for operation in operations.split(separator: " ") { table[String(operation)] = type }
        }
        return table
    }
}
