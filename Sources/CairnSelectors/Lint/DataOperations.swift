/// The documented data events of the resource types that are selected most.
///
/// Source: CloudTrail User Guide, "Logging data events", and the guides of the services named there.
enum DataOperations {
    /// The event names; `nil` if the type's are not listed here.
    static func operations(of type: String) -> Set<String>? {
        table[type].map { Set($0.split(separator: " ").map(String.init)) }
    }

    private static let table = [
        "AWS::S3::Object": objectOperations,
        "AWS::S3::AccessPoint": objectOperations,
        "AWS::Lambda::Function": "Invoke InvokeAsync InvokeWithResponseStream",
        "AWS::DynamoDB::Table": """
        GetItem BatchGetItem Query Scan TransactGetItems PutItem UpdateItem DeleteItem BatchWriteItem \
        TransactWriteItems ExecuteStatement BatchExecuteStatement ExecuteTransaction GetRecords GetShardIterator
        """,
        "AWS::DynamoDB::Stream": "GetRecords GetShardIterator",
        "AWS::SQS::Queue": """
        SendMessage SendMessageBatch ReceiveMessage DeleteMessage DeleteMessageBatch ChangeMessageVisibility \
        ChangeMessageVisibilityBatch
        """,
        "AWS::SNS::Topic": "Publish PublishBatch",
        "AWS::CloudTrail::Channel": "PutAuditEvents",
    ]

    private static let objectOperations = """
        GetObject HeadObject GetObjectAcl GetObjectTagging GetObjectAttributes GetObjectTorrent GetObjectRetention \
        GetObjectLegalHold SelectObjectContent ListObjects ListObjectVersions ListParts ListMultipartUploads HeadBucket \
        PutObject CopyObject DeleteObject DeleteObjects PutObjectAcl PutObjectTagging DeleteObjectTagging \
        PutObjectRetention PutObjectLegalHold RestoreObject CreateMultipartUpload UploadPart UploadPartCopy \
        CompleteMultipartUpload AbortMultipartUpload RenameObject WriteGetObjectResponse
        """
}
