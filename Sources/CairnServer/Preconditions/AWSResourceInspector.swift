import CairnModel
import CairnService
import CairnWire

/// Looks at resources through the APIs of their services.
struct AWSResourceInspector: BucketInspector, ResourceInspector {
    let clients: AccountClients

    func topic(arn: String) async throws(ResourceInspectionError) -> TopicFacts? {
        guard let place = ARN(arn) else { return nil }
        return try await clients.first(account: place.account, region: place.region) {
            (call) async throws(ResourceInspectionError) -> TopicFacts? in
            let output = try await call.output(
                "sns", "GetTopicAttributes", ["TopicArn": arn], absent: ["NotFound", "NotFoundException"])
            return output.map { TopicFacts(policy: $0["Attributes"]?["Policy"]?.nonEmptyString) }
        }
    }

    func key(
        _ key: String, account: String, region: String
    ) async throws(ResourceInspectionError) -> KeyFacts? {
        let place = ARN(key)
        return try await clients.first(account: place?.account ?? account[...], region: place?.region ?? region[...]) {
            (call) async throws(ResourceInspectionError) -> KeyFacts? in
            let output = try await call.output("kms", "DescribeKey", ["KeyId": key], absent: ["NotFoundException"])
            guard let found = output?["KeyMetadata"], let arn = found["Arn"]?.stringValue else { return nil }
            let policy = try await call.output(
                "kms", "GetKeyPolicy", ["KeyId": arn, "PolicyName": "default"], absent: ["NotFoundException"])
            return KeyFacts(
                arn: arn, state: found["KeyState"]?.stringValue ?? "unknown",
                policy: policy?["Policy"]?.nonEmptyString)
        }
    }

    func logGroupExists(arn: String) async throws(ResourceInspectionError) -> Bool {
        guard let place = ARN(arn), place.resource.hasPrefix("log-group:") else { return false }
        let rest = place.resource.dropFirst("log-group:".count)
        let name = String(rest.hasSuffix(":*") ? rest.dropLast(2) : rest)
        let found = try await clients.first(account: place.account, region: place.region) {
            (call) async throws(ResourceInspectionError) -> Bool? in
            // Groups come in the order of their names, and this one before all that begin with it.
            let groups = try await call.elements(
                "logs", "DescribeLogGroups", ["logGroupNamePrefix": name], member: "logGroups",
                tokens: ("nextToken", "nextToken"), pagesMax: 20)
            return groups.contains { $0["logGroupName"]?.stringValue == name } ? true : nil
        }
        return found ?? false
    }
}
