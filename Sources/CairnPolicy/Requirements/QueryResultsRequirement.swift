/// What results of queries need of their bucket: to read its access control list, and to put files below the folder of
/// the account's queries.
///
/// Source: CloudTrail User Guide, "Amazon S3 bucket policy for CloudTrail Lake query results".
struct QueryResultsRequirement {
    let name: String
    let prefix: String?
    /// May hold wildcards, such as `arn:aws:cloudtrail:eu-west-1:222233334444:eventdatastore/*`.
    let storeARN: String
    let account: String

    private var bucketARN: String { "arn:\(RequiredPolicy.partition(of: storeARN)):s3:::\(name)" }

    /// The prefix as it stands in keys, with its slash.
    private var folder: String {
        guard let prefix, !prefix.isEmpty else { return "" }
        return prefix.hasSuffix("/") ? prefix : prefix + "/"
    }

    private var conditions: [PolicyCondition] {
        [.source(storeARN), .stringEquals("aws:SourceAccount", account)]
    }

    var statements: [PolicyStatement] {
        [
            PolicyStatement(
                sid: "AWSCloudTrailLake1", effect: .allow, principals: .service(RequiredPolicy.service),
                actions: .actions(["s3:PutObject*", "s3:Abort*"]),
                resources: .resources([bucketARN, bucketARN + "/*"]),
                conditions: conditions),
            PolicyStatement(
                sid: "AWSCloudTrailLake2", effect: .allow, principals: .service(RequiredPolicy.service),
                actions: .actions(["s3:GetBucketAcl"]), resources: .resources([bucketARN]), conditions: conditions),
        ]
    }

    var permissions: [RequiredPermission] {
        let statements = statements
        let objects = "\(bucketARN)/\(folder)AWSLogs/\(account)/CloudTrail-Lake/Query/"
        var putting = RequiredPolicy.context(trailARN: storeARN, account: account)
        putting.set("s3:x-amz-acl", "bucket-owner-full-control")
        let probe = objects + "2026/01/01/11111111-2222-4333-8444-555555555555/"
        return [
            RequiredPermission(
                action: "s3:GetBucketAcl", resource: bucketARN, probes: [bucketARN],
                context: RequiredPolicy.context(trailARN: storeARN, account: account), statement: statements[1],
                bucket: name),
            RequiredPermission(
                action: "s3:PutObject", resource: objects + "*",
                probes: [probe + "result_1.csv.gz", probe + "result_sign.json"], context: putting,
                statement: statements[0], bucket: name, folder: folder, owner: account),
        ]
    }
}
