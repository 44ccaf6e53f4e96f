/// The policy of a bucket of the app.
public final class BucketPolicy: Resource {
    public let document = PolicyDocument()

    init(_ bucket: Bucket) throws {
        let identity = try ResourceIdentity(bucket, "Policy", type: "BucketPolicy")
        try CfnUntypedResource(
            identity, "Resource", type: "AWS::S3::BucketPolicy",
            properties: ["Bucket": .string(bucket.bucketName), "PolicyDocument": .policy(document)])
        super.init(identity)
    }
}
