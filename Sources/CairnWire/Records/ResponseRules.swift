/// Which answers a record shows.
enum ResponseRules {
    /// Whether the answer of a call that succeeded stands in `responseElements` at all.
    static func isRecorded(_ operation: OperationModel, of service: ServiceModel, isReadOnly: Bool) -> Bool {
        switch service.id {
        case "sts": return !isReadOnly || operation.name.hasPrefix("AssumeRole")
        case "kms": return !isReadOnly && !kmsCryptographicOperations.contains(operation.name)
        case "dynamodb", "dynamodbstreams":
            return !isReadOnly && !RedactionTable.itemOperations.contains(operation.name)
        case "lambda": return !isReadOnly && !lambdaDataOperations.contains(operation.name)
        default: return !isReadOnly
        }
    }

    private static let kmsCryptographicOperations: Set<String> = [
        "Decrypt", "DeriveSharedSecret", "Encrypt", "GenerateDataKey", "GenerateDataKeyPair",
        "GenerateDataKeyPairWithoutPlaintext", "GenerateDataKeyWithoutPlaintext", "GenerateMac", "GenerateRandom",
        "ReEncrypt", "Sign", "Verify", "VerifyMac",
    ]

    private static let lambdaDataOperations: Set<String> = ["Invoke", "InvokeAsync", "InvokeWithResponseStream"]

    /// Services that show the members of an answer's only structure in its place, by model id.
    static let flattenedServices: Set<String> = ["docdb", "neptune", "rds"]

    /// What the few answers hold that show less than the model has.
    static let shownMembers: [String: [String: Set<String>]] = [
        "kms": [
            "CancelKeyDeletion": ["KeyId"], "CreateGrant": ["GrantId"],
            "ScheduleKeyDeletion": ["DeletionDate", "KeyId", "KeyState"],
        ],
        "secretsmanager": ["CreateSecret": ["ARN"], "PutSecretValue": ["ARN"]],
    ]
}
