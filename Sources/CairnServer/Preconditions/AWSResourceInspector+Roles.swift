import CairnModel
import CairnService
import CairnWire

extension AWSResourceInspector {
    private static let absent: Set<String> = ["NoSuchEntity", "NoSuchEntityException"]

    func role(arn: String) async throws(ResourceInspectionError) -> RoleFacts? {
        guard let place = ARN(arn), let name = place.resource.split(separator: "/").last.map(String.init) else {
            return nil
        }
        return try await clients.first(account: place.account, region: String?.none) {
            (call) async throws(ResourceInspectionError) -> RoleFacts? in
            let output = try await call.output("iam", "GetRole", ["RoleName": name], absent: Self.absent)
            guard let role = output?["Role"] else { return nil }
            return RoleFacts(
                trustPolicy: role["AssumeRolePolicyDocument"]?.stringValue.map(Self.decoded),
                permissions: try await inlinePolicies(name, call) + attachedPolicies(name, call))
        }
    }

    private func inlinePolicies(
        _ role: String, _ call: InspectedCall
    ) async throws(ResourceInspectionError) -> [String] {
        var documents: [String] = []
        for name in try await policies("ListRolePolicies", role, "PolicyNames", call) {
            guard let name = name.stringValue else { continue }
            let policy = try await call.output(
                "iam", "GetRolePolicy", ["RoleName": role, "PolicyName": name], absent: Self.absent)
            if let text = policy?["PolicyDocument"]?.stringValue { documents.append(Self.decoded(text)) }
        }
        return documents
    }

    private func attachedPolicies(
        _ role: String, _ call: InspectedCall
    ) async throws(ResourceInspectionError) -> [String] {
        var documents: [String] = []
        for policy in try await policies("ListAttachedRolePolicies", role, "AttachedPolicies", call) {
            guard let arn = policy["PolicyArn"]?.stringValue else { continue }
            let about = try await call.output("iam", "GetPolicy", ["PolicyArn": arn], absent: Self.absent)
            guard let version = about?["Policy"]?["DefaultVersionId"]?.stringValue else { continue }
            let found = try await call.output(
                "iam", "GetPolicyVersion", ["PolicyArn": arn, "VersionId": version], absent: Self.absent)
            if let text = found?["PolicyVersion"]?["Document"]?.stringValue { documents.append(Self.decoded(text)) }
        }
        return documents
    }

    /// A role has at most some twenty policies.
    private func policies(
        _ operation: String, _ role: String, _ member: String, _ call: InspectedCall
    ) async throws(ResourceInspectionError) -> [WireValue] {
        try await call.elements(
            "iam", operation, ["RoleName": role], member: member, tokens: ("Marker", "Marker"), pagesMax: 10)
    }

    /// IAM gives documents percent-encoded.
    ///
    /// Source: IAM API Reference, GetRolePolicy.
    private static func decoded(_ text: String) -> String {
        guard text.utf8.first == UInt8(ascii: "%") else { return text }
        var bytes: [UInt8] = []
        let source = Array(text.utf8)
        var index = 0
        while index < source.count {
            if source[index] == UInt8(ascii: "%"), index + 2 < source.count,
                let byte = UInt8(String(decoding: source[index + 1...index + 2], as: UTF8.self), radix: 16)
            {
                bytes.append(byte)
                index += 3
            } else {
                bytes.append(source[index])
                index += 1
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
