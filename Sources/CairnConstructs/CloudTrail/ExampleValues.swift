import CairnModel

/// Puts examples in the place of values that only the deployment knows, so that texts can be checked by their form.
enum ExampleValues {
    private static let pseudo = [
        "AWS::AccountId": "123456789012", "AWS::Partition": "aws", "AWS::Region": "us-east-1",
    ]

    static func filling(_ json: JSON) -> JSON {
        switch json {
        case .array(let elements): return .array(elements.map(filling))
        case .object(let object):
            if let example = example(json) { return .string(example) }
            return .object(JSONObject(object.members.map { ($0.key, filling($0.value)) }))
        default: return json
        }
    }

    /// `nil` for what is no intrinsic function.
    private static func example(_ json: JSON) -> String? {
        guard let member = json.objectValue?.members.first, json.objectValue?.count == 1 else { return nil }
        switch member.key {
        case "Ref": return member.value.stringValue.map { pseudo[$0] ?? name($0) }
        case "Fn::GetAtt": return "arn:aws:s3:::\(name(member.value[0]?.stringValue ?? ""))"
        case "Fn::Join":
            return member.value[1]?.arrayValue?.map { filling($0).stringValue ?? "" }
                .joined(separator: member.value[0]?.stringValue ?? "")
        default: return member.key.hasPrefix("Fn::") ? "example" : nil
        }
    }

    private static func name(_ logicalID: String) -> String { logicalID.lowercased() }
}
