import CairnModel

/// Buckets, by name; what else a template says about them is left out.
enum AppliedBucket: AppliedResource {
    static let type = "AWS::S3::Bucket"
    private static let missing: Set<String> = ["NotFound", "NoSuchBucket", "404"]

    static func step(
        _ id: String, _ json: JSON, _ context: inout ApplyContext, _ omissions: inout [ApplyPlan.Omission]
    ) async throws -> ApplyStep {
        let name = context.name(id, json, property: "BucketName", isBucket: true)
        let others = Set(json["Properties"]?.objectValue?.keys ?? []).subtracting(["BucketName"])
        context.asked.names.formUnion(others)
        for property in others.sorted() {
            omissions.append(
                ApplyPlan.Omission(
                    logicalID: id, type: type, property: property, reason: "buckets are applied by their names alone"))
        }
        let isThere = try await context.read("s3", "HeadBucket", ["Bucket": .string(name)], orNilFor: missing) != nil
        return ApplyStep(
            logicalID: id, type: type, name: name, isThere: isThere,
            calls: isThere ? [] : [ApplyCall("s3", "CreateBucket", input(name, region: context.evaluator.region))])
    }

    /// The first region is the one that buckets are in without saying so.
    private static func input(_ name: String, region: String) -> JSONObject {
        var input: JSONObject = ["Bucket": .string(name)]
        if region != "us-east-1" { input["CreateBucketConfiguration"] = ["LocationConstraint": .string(region)] }
        return input
    }
}
