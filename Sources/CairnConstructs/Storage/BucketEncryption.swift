/// How a bucket encrypts objects that do not say it themselves.
public enum BucketEncryption {
    /// With keys that S3 keeps.
    case s3Managed
    /// With the account's key of KMS for S3.
    case kmsManaged
    /// With a key of KMS; one is made if none is given.
    case kms((any KMSKey)? = nil)

    func key(for node: Node) throws -> (any KMSKey)? {
        guard case .kms(let key) = self else { return nil }
        return try key ?? Key(node, "Key", description: "Created by \(node.path)")
    }

    func properties(key: (any KMSKey)?, bucketKey: Bool?) -> PropertyList {
        var byDefault = PropertyList()
        byDefault.set("KMSMasterKeyID", key?.keyARN)
        byDefault.set("SSEAlgorithm", algorithm)
        var rule = PropertyList()
        rule.set("BucketKeyEnabled", bucketKey)
        rule.set("ServerSideEncryptionByDefault", byDefault)
        return ["ServerSideEncryptionConfiguration": .array([.object(rule)])]
    }

    private var algorithm: String {
        if case .s3Managed = self { return "AES256" }
        return "aws:kms"
    }
}
