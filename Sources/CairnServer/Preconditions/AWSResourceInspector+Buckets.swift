import CairnAWSClient
import CairnModel
import CairnService
import CairnWire

extension AWSResourceInspector {
    func bucket(_ name: String, account: String) async throws(ResourceInspectionError) -> BucketFacts? {
        try await clients.first(account: account, region: String?.none) {
            (call) async throws(ResourceInspectionError) -> BucketFacts? in
            guard let region = try await region(of: name, call) else { return nil }
            return try await facts(of: name, InspectedCall(client: call.client, region: region), region: region)
        }
    }

    private func facts(
        of name: String, _ call: InspectedCall, region: String
    ) async throws(ResourceInspectionError) -> BucketFacts {
        let policy = try await call.output(
            "s3", "GetBucketPolicy", ["Bucket": name], absent: ["NoSuchBucketPolicy", "NoSuchBucket"])
        let payment = try await call.output(
            "s3", "GetBucketRequestPayment", ["Bucket": name], absent: ["NoSuchBucket", "NotImplemented"])
        return BucketFacts(
            region: region, policy: policy?["Policy"]?.nonEmptyString,
            isRequesterPays: payment?["Payer"]?.stringValue == "Requester",
            usesBucketKey: try await usesBucketKey(name, call))
    }

    /// HeadBucket tells the region of every bucket there is, even of one that may not be read; some endpoints tell it
    /// to GetBucketLocation alone.
    private func region(of name: String, _ call: InspectedCall) async throws(ResourceInspectionError) -> String? {
        let head: AWSResponse
        do {
            head = try await call.client.send(.s3("HEAD", bucket: name))
        } catch {
            if error.failure?.status == 404 { return nil }
            if let region = error.failure?.headers["x-amz-bucket-region"] { return region }
            throw ResourceInspectionError(error, "HeadBucket")
        }
        if let region = head.headers["x-amz-bucket-region"] { return region }
        let location = try await call.output("s3", "GetBucketLocation", ["Bucket": name], absent: ["NotImplemented"])
        switch location?["LocationConstraint"]?.nonEmptyString {
        case nil: return "us-east-1"
        case "EU"?: return "eu-west-1"
        case let region?: return region
        }
    }

    private func usesBucketKey(_ name: String, _ call: InspectedCall) async throws(ResourceInspectionError) -> Bool {
        let encryption = try await call.output(
            "s3", "GetBucketEncryption", ["Bucket": name],
            absent: ["ServerSideEncryptionConfigurationNotFoundError", "NoSuchBucket", "NotImplemented"])
        let rules = encryption?["ServerSideEncryptionConfiguration"]?["Rules"]?.elements ?? []
        return rules.contains { $0["BucketKeyEnabled"] == .boolean(true) }
    }
}
