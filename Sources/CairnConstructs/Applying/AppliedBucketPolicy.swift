import CairnModel

/// Policies of buckets, as a whole.
enum AppliedBucketPolicy: AppliedResource {
    static let type = "AWS::S3::BucketPolicy"
    private static let missing: Set<String> = ["NoSuchBucketPolicy", "NoSuchBucket", "NotFound", "404"]

    static func step(
        _ id: String, _ json: JSON, _ context: inout ApplyContext, _ omissions: inout [ApplyPlan.Omission]
    ) async throws -> ApplyStep {
        let values = try context.properties(id, json, &omissions)
        guard let bucket = values["Bucket"]?.stringValue, let whole = values["PolicyDocument"] else {
            throw ConstructError(.invalidTemplate, path: id, "A bucket policy needs Bucket and PolicyDocument")
        }
        let policy = context.target.usesTLS ? whole : withoutDenialsOfHTTP(whole)
        if policy != whole {
            omissions.append(
                ApplyPlan.Omission(
                    logicalID: id, type: type, property: "PolicyDocument",
                    reason: "the endpoint is plain HTTP, which its denial of requests without TLS would shut out"))
        }
        let answer = try await context.read(
            "s3", "GetBucketPolicy", ["Bucket": .string(bucket)], orNilFor: missing)
        let current = answer?["Policy"]?.stringValue.flatMap { try? JSON(parsing: $0) }
        let isSame = current.map { JSONComparison.areEqual($0, policy) } ?? false
        let put = ApplyCall(
            "s3", "PutBucketPolicy", ["Bucket": .string(bucket), "Policy": .string(policy.description)])
        return ApplyStep(
            logicalID: id, type: type, name: bucket, isThere: current != nil, calls: isSame ? [] : [put])
    }

    private static func withoutDenialsOfHTTP(_ policy: JSON) -> JSON {
        guard var object = policy.objectValue, let statements = object["Statement"]?.arrayValue else { return policy }
        object["Statement"] = .array(
            statements.filter { statement in
                let condition = statement["Condition"]?["Bool"]?["aws:SecureTransport"]
                let isAboutHTTP = condition == "false" || condition == false || condition == ["false"]
                return statement["Effect"] != "Deny" || !isAboutHTTP
            })
        return .object(object)
    }
}
