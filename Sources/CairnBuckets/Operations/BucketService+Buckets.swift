import CairnModel
import CairnObjects
import CairnWire
import Crypto

// Buckets as wholes: create, list, look, remove.
extension BucketService {
    func listBuckets(_ call: BucketCall) async throws -> BucketAnswer {
        let limit = try call.integer("MaxBuckets", as: "max-buckets", in: 1...10_000) ?? 10_000
        let prefix = call.text("Prefix") ?? ""
        let token = try call.text("ContinuationToken").map(ContinuationToken.key)
        let own = try await store.buckets().filter { bucket in
            bucket.owner == call.context.account && bucket.name.hasPrefix(prefix)
                && call.text("BucketRegion").map { $0 == bucket.region } ?? true
                && token.map { $0 < bucket.name } ?? true
        }
        var output = Output()
        let page = own.prefix(limit)
        output.set("Buckets", .list(page.map(Self.listed)))
        output.set("Owner", Self.owner(call.context.account))
        if own.count > limit { output.set("ContinuationToken", page.last.map { ContinuationToken.text($0.name) }) }
        if !prefix.isEmpty { output.set("Prefix", prefix) }
        return try call.answer(output)
    }

    private static func listed(_ bucket: Bucket) -> WireValue {
        Output.structure { output in
            output.set("Name", bucket.name)
            output.set("CreationDate", time: bucket.created)
            output.set("BucketRegion", bucket.region)
        }
    }

    /// An account as S3 names it: by a text of its own.
    static func owner(_ account: String?) -> WireValue {
        Output.structure { $0.set("ID", canonicalID(of: account ?? "")) }
    }

    static func canonicalID(of account: String) -> String {
        let digest = SHA256.hash(data: Array("canonical user \(account)".utf8))
        return String(
            decoding: digest.flatMap { [HexDigits.lowercase($0 >> 4), HexDigits.lowercase($0 & 15)] }, as: UTF8.self)
    }

    func createBucket(_ call: BucketCall) async throws -> BucketAnswer {
        guard BucketName.isValid(call.bucket) else {
            throw S3Failure(
                "InvalidBucketName", 400, "The specified bucket is not valid.", details: [("BucketName", call.bucket)])
        }
        if call.flag("ObjectLockEnabledForBucket") {
            throw S3Failure.notImplemented("Object Lock is not supported")
        }
        try CannedACL.check(call, isBucket: true, ownership: call.text("ObjectOwnership") ?? Ownership.standard)
        let region = try region(of: call)
        do {
            try await store.createBucket(call.bucket, region: region, owner: call.context.account)
        } catch {
            // There, and only there, S3 lets an owner create a bucket again.
            guard error.code == .bucketAlreadyOwnedByYou, region == "us-east-1" else { throw error }
            return try created(call)
        }
        let ownership = Ownership.document(call.text("ObjectOwnership") ?? Ownership.standard)
        try await store.set(.ownership, of: call.bucket, to: ownership)
        try await store.set(.publicAccessBlock, of: call.bucket, to: PublicAccess.standardDocument)
        if let acl = call.text("ACL") { try await store.set(.acl, of: call.bucket, to: Array(acl.utf8)) }
        return try created(call)
    }

    private func created(_ call: BucketCall) throws -> BucketAnswer {
        var output = Output()
        output.set("Location", "/" + call.bucket)
        output.set("BucketArn", Self.arn(call.context, call.bucket, nil))
        return try call.answer(output)
    }

    private func region(of call: BucketCall) throws -> String {
        let constraint = call.input["CreateBucketConfiguration"]?["LocationConstraint"]?.stringValue
        let wanted = constraint == "EU" ? "eu-west-1" : constraint
        if call.context.region == "us-east-1" || wanted == call.context.region { return wanted ?? "us-east-1" }
        throw S3Failure(
            "IllegalLocationConstraintException", 400,
            "The \(wanted ?? "unspecified") location constraint is incompatible for the region specific endpoint this "
                + "request was sent to.")
    }

    func deleteBucket(_ call: BucketCall) async throws -> BucketAnswer {
        try await store.deleteBucket(call.bucket)
        return try call.answer(status: 204)
    }

    func headBucket(_ call: BucketCall, _ bucket: Bucket) throws -> BucketAnswer {
        var output = Output()
        output.set("BucketRegion", bucket.region)
        output.set("BucketArn", Self.arn(call.context, bucket.name, nil))
        output.set("AccessPointAlias", false)
        return try call.answer(output)
    }

    /// The model has the location as a member; on the wire it is the root.
    func location(_ call: BucketCall, _ bucket: Bucket) throws -> BucketAnswer {
        var text = XMLText()
        text.begin("LocationConstraint", namespace: ResponseEncoding.namespace)
        text.text(bucket.region == "us-east-1" ? "" : bucket.region)
        text.end("LocationConstraint")
        return BucketAnswer(status: 200, headers: ["Content-Type": "application/xml"], body: .bytes(text.bytes))
    }
}
