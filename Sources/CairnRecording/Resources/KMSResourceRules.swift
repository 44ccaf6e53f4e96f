import CairnModel
import CairnWire

/// The resources of calls to KMS: the keys, and the alias where one is made, moved or deleted.
enum KMSResourceRules {
    private static let type = "AWS::KMS::Key"

    static func resources(of call: ResourceContext) -> [RecordResource] {
        switch call.operation {
        case "CreateAlias": return key(call.text("TargetKeyId"), call) + alias(call)
        case "UpdateAlias", "DeleteAlias": return alias(call) + key(call.text("TargetKeyId"), call)
        case "ReEncrypt":
            return key(call.output?.text("SourceKeyId") ?? call.text("SourceKeyId"), call)
                + key(call.output?.text("KeyId") ?? call.text("DestinationKeyId"), call)
        case "CreateKey": return key(call.output?["KeyMetadata"]?.text("Arn"), call)
        default: break
        }
        // The answer names the key by its ARN even where the caller named an alias, or nothing.
        let answered = call.output?["KeyMetadata"]?.text("Arn") ?? call.output?.text("KeyId")
        if let answered, answered.hasPrefix("arn:") { return key(answered, call) }
        return key(call.text("KeyId") ?? answered, call)
    }

    /// A key by its ARN or its id; an alias alone does not say which key it stands for.
    private static func key(_ id: String?, _ call: ResourceContext) -> [RecordResource] {
        guard let id, !id.hasPrefix("alias/"), ARN(id).map({ !$0.resource.hasPrefix("alias/") }) ?? true else {
            return []
        }
        return [call.resource(id, service: "kms", prefix: "key/", type: type)]
    }

    private static func alias(_ call: ResourceContext) -> [RecordResource] {
        guard let name = call.text("AliasName") else { return [] }
        return [call.resource(name, service: "kms", prefix: "", type: type)]
    }
}
