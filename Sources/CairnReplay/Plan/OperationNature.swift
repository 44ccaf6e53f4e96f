import CairnWire

/// What records of older versions do not say about their calls: whether they only read, and whether they are about
/// content.
enum OperationNature {
    private static let readingVerbs = [
        "Get", "List", "Describe", "Head", "BatchGet", "Search", "Lookup", "Query", "Scan", "Select", "Check",
        "Estimate", "Preview", "Test", "Validate", "Verify", "Simulate", "Download", "View", "Detect", "Discover",
        "Decode", "Count", "Filter", "Poll",
    ]

    private static let exceptions: [String: [String: Bool]] = [
        "iam": ["GenerateCredentialReport": true, "GenerateServiceLastAccessedDetails": true],
        "kms": Dictionary(
            uniqueKeysWithValues: [
                "Encrypt", "Decrypt", "ReEncrypt", "GenerateDataKey", "GenerateDataKeyPair",
                "GenerateDataKeyPairWithoutPlaintext", "GenerateDataKeyWithoutPlaintext", "GenerateRandom",
                "GenerateMac", "VerifyMac", "Sign", "DeriveSharedSecret",
            ].map { ($0, true) }),
        "ses": ["VerifyEmailIdentity": false, "VerifyEmailAddress": false, "VerifyDomainIdentity": false],
        "sts": [
            "AssumeRole": true, "AssumeRoleWithSAML": true, "AssumeRoleWithWebIdentity": true,
            "GetFederationToken": false, "GetSessionToken": false,
        ],
    ]

    /// Items and objects; by event source without `.amazonaws.com`.
    private static let contentOperations: [String: Set<String>] = [
        "dynamodb": [
            "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems", "ExecuteStatement",
            "BatchExecuteStatement", "ExecuteTransaction",
        ],
        "firehose": ["PutRecord", "PutRecordBatch"],
        "kinesis": ["PutRecord", "PutRecords"],
        "lambda": ["Invoke", "InvokeAsync", "InvokeWithResponseStream"],
        "s3": [
            "PutObject", "CopyObject", "DeleteObject", "DeleteObjects", "PutObjectAcl", "PutObjectTagging",
            "DeleteObjectTagging", "PutObjectRetention", "PutObjectLegalHold", "RestoreObject",
            "CreateMultipartUpload", "UploadPart", "UploadPartCopy", "CompleteMultipartUpload",
            "AbortMultipartUpload", "RenameObject",
        ],
        "sns": ["Publish", "PublishBatch"],
        "sqs": [
            "SendMessage", "SendMessageBatch", "ReceiveMessage", "DeleteMessage", "DeleteMessageBatch",
            "ChangeMessageVisibility", "ChangeMessageVisibilityBatch",
        ],
    ]

    static func isReadOnly(service: String, operation: String) -> Bool {
        if let known = exceptions[service]?[operation] { return known }
        return readingVerbs.contains { verb in
            guard operation.hasPrefix(verb) else { return false }
            return operation.dropFirst(verb.count).first.map { !$0.isLowercase } ?? true
        }
    }

    static func isAboutContent(service: String, operation: String) -> Bool {
        contentOperations[service]?.contains(operation) ?? false
    }
}
