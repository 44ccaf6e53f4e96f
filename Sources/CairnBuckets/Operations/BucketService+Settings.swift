import CairnModel
import CairnObjects
import CairnPolicy
import CairnWire

// Settings that are more than documents.
extension BucketService {
    func policy(_ call: BucketCall, _ bucket: Bucket) throws -> BucketAnswer {
        BucketAnswer(
            status: 200, headers: ["Content-Type": "application/json"],
            body: .bytes(Array(try policyText(bucket).utf8)))
    }

    private func policyText(_ bucket: Bucket) throws -> String {
        guard let policy = bucket.policy else {
            throw S3Failure(
                "NoSuchBucketPolicy", 404, "The bucket policy does not exist", details: [("BucketName", bucket.name)])
        }
        return policy
    }

    func putPolicy(_ call: BucketCall, _ bucket: Bucket) async throws -> BucketAnswer {
        let text = call.text("Policy") ?? ""
        guard text.utf8.count <= PutLimits.policyByteCountMax else {
            throw S3Failure("InvalidArgument", 400, "Policies have at most \(PutLimits.policyByteCountMax) bytes")
        }
        let policy: PolicyDocument
        do {
            policy = try PolicyDocument(parsing: text, as: .resource)
        } catch {
            throw S3Failure("MalformedPolicy", 400, error.description)
        }
        try checkResources(of: policy, call)
        let block = try await store.document(.publicAccessBlock, of: bucket.name)
        if PublicAccess.blocksPublicPolicy(block), PublicAccess.isPublic(policy) {
            throw S3Failure(
                "AccessDenied", 403,
                "Public policies are blocked by the BlockPublicPolicy setting of this bucket: see PutPublicAccessBlock")
        }
        try await store.set(.policy, of: bucket.name, to: Array(text.utf8))
        return try call.answer(status: 204)
    }

    /// A bucket's policy speaks of the bucket and of nothing else.
    private func checkResources(of policy: PolicyDocument, _ call: BucketCall) throws {
        let own = Self.arn(call.context, call.bucket, nil)
        for text in policy.statements.flatMap({ $0.resources?.texts ?? [] }) {
            guard text == own || text.hasPrefix(own + "/") || text.contains("*") || text.contains("?") else {
                throw S3Failure("MalformedPolicy", 400, "Policy has invalid resource", details: [("Detail", text)])
            }
        }
    }

    func policyStatus(_ call: BucketCall, _ bucket: Bucket) throws -> BucketAnswer {
        let text = try policyText(bucket)
        let policy = try? PolicyDocument(parsing: text, as: .resource)
        var output = Output()
        output.set("PolicyStatus") { $0.set("IsPublic", policy.map(PublicAccess.isPublic) ?? false) }
        return try call.answer(output)
    }

    func bucketEncryption(_ call: BucketCall) async throws -> BucketAnswer {
        if let document = try await store.document(.encryption, of: call.bucket) {
            return StoredDocument.answer(document)
        }
        var output = Output()
        output.set("ServerSideEncryptionConfiguration", DefaultEncryption.standard)
        return try call.answer(output)
    }

    func putBucketEncryption(_ call: BucketCall) async throws -> BucketAnswer {
        guard case .list(let rules)? = call.input["ServerSideEncryptionConfiguration"]?["Rules"], rules.count == 1,
            let algorithm = rules[0]["ApplyServerSideEncryptionByDefault"]?["SSEAlgorithm"]?.stringValue,
            ["AES256", "aws:kms", "aws:kms:dsse"].contains(algorithm)
        else { throw S3Failure.malformedXML }
        try await store.set(.encryption, of: call.bucket, to: try StoredDocument.bytes(of: call))
        return try call.answer()
    }

    private static let bucketTagCountMax = 50

    func putBucketTagging(_ call: BucketCall) async throws -> BucketAnswer {
        _ = try Tags.checked(Tags.inDocument(call.input["Tagging"]), max: Self.bucketTagCountMax)
        try await store.set(.tagging, of: call.bucket, to: try StoredDocument.bytes(of: call))
        return try call.answer(status: 204)
    }

    func requestPayment(_ call: BucketCall, _ bucket: Bucket) throws -> BucketAnswer {
        var output = Output()
        output.set("Payer", bucket.isRequesterPays ? "Requester" : "BucketOwner")
        return try call.answer(output)
    }

    func putRequestPayment(_ call: BucketCall) async throws -> BucketAnswer {
        switch call.input["RequestPaymentConfiguration"]?["Payer"]?.stringValue {
        case "Requester": try await store.set(.requestPayment, of: call.bucket, to: Array("Requester".utf8))
        case "BucketOwner": try await store.set(.requestPayment, of: call.bucket, to: nil)
        default: throw S3Failure.malformedXML
        }
        return try call.answer()
    }

    func putVersioning(_ call: BucketCall) throws -> BucketAnswer {
        guard call.input["VersioningConfiguration"]?["Status"]?.stringValue == "Suspended" else {
            throw S3Failure.notImplemented("Versioning is not supported")
        }
        return try call.answer()
    }
}
