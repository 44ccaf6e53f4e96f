/// Objects of a bucket, by the beginning of their keys.
public struct S3Objects {
    public var bucket: Bucket
    /// All objects of the bucket if there is none.
    public var objectPrefix: TemplateString?

    public init(_ bucket: Bucket, objectPrefix: TemplateString? = nil) {
        self.bucket = bucket
        self.objectPrefix = objectPrefix
    }

    var beginning: TemplateString { "\(bucket.bucketARN)/\(objectPrefix ?? "")" }
}
