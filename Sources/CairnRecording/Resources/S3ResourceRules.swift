import CairnModel

/// The resources of calls to S3: the object and its bucket for data events, the bucket for all others.
enum S3ResourceRules {
    /// Listings touch every object under a prefix, and one call deletes many.
    static let prefixOperations: Set<String> = [
        "ListObjects", "ListObjectsV2", "ListObjectVersions", "ListMultipartUploads", "DeleteObjects",
    ]

    private static let accessPoint = "AWS::S3::AccessPoint"

    static func resources(of call: ResourceContext) -> [RecordResource] {
        guard let bucket = call.bucket, !bucket.isEmpty else { return [] }
        guard call.isDataEvent else {
            return call.operation == "CreateBucket" ? [] : [bucketResource(bucket, call)]
        }
        var resources: [RecordResource] = []
        if prefixOperations.contains(call.operation) {
            let prefix = call.operation == "DeleteObjects" ? "" : call.text("Prefix") ?? ""
            resources.append(object(prefix, in: bucket, isPrefix: true, call))
        } else if let key = call.key {
            resources.append(object(key, in: bucket, isPrefix: false, call))
        }
        resources.append(bucketResource(bucket, call))
        return resources
    }

    static func object(_ key: String, in bucket: String, isPrefix: Bool, _ call: ResourceContext) -> RecordResource {
        RecordResource(
            type: types(call).object, arn: bucketARN(bucket, call) + "/" + key.truncated(toUTF8Count: SizeLimits.text),
            isPrefix: isPrefix)
    }

    static func bucketResource(_ bucket: String, _ call: ResourceContext) -> RecordResource {
        RecordResource(
            type: types(call).bucket, arn: bucketARN(bucket, call),
            accountID: call.expectedBucketOwner ?? ARN(bucket)?.accountID ?? call.accountID)
    }

    private static func bucketARN(_ bucket: String, _ call: ResourceContext) -> String {
        if bucket.hasPrefix("arn:") { return bucket.truncated(toUTF8Count: SizeLimits.text) }
        return "arn:\(call.partition):s3:::" + bucket.truncated(toUTF8Count: SizeLimits.text)
    }

    private static func types(_ call: ResourceContext) -> (object: String, bucket: String) {
        switch call.label {
        case "s3express": ("AWS::S3Express::Object", "AWS::S3Express::DirectoryBucket")
        case "s3-outposts": ("AWS::S3Outposts::Object", "AWS::S3Outposts::Bucket")
        default:
            ("AWS::S3::Object", isAccessPoint(call.bucket) ? accessPoint : "AWS::S3::Bucket")
        }
    }

    /// An access point stands in a bucket's place by its ARN.
    private static func isAccessPoint(_ bucket: String?) -> Bool {
        bucket?.utf8.first == UInt8(ascii: "a") && bucket.flatMap(ARN.init)?.resource.hasPrefix("accesspoint") == true
    }
}
