import CairnModel

/// What a value of a field selector may be.
enum ValueRule {
    case any
    case oneOf([String])
    case resourceType
    /// A whole ARN where it is compared as a whole.
    case fullARNIfWhole

    func accepts(_ value: String, _ operation: SelectorOperator) -> Bool {
        switch self {
        case .any: return true
        case .oneOf(let values): return values.contains(value)
        case .resourceType: return ResourceTypes.all.contains(value)
        case .fullARNIfWhole: return operation.patternKind != .whole || Self.isFullARN(value)
        }
    }

    private static func isFullARN(_ value: String) -> Bool {
        guard let arn = ARN(value) else { return false }
        return arn.partition.hasPrefix("aws") && !arn.service.isEmpty
    }

    /// What is allowed, for a message.
    var text: String {
        switch self {
        case .any: "any text is allowed"
        case .oneOf(let values) where values.count > 10:
            "one of the \(values.count) sources of network activity events is allowed, such as \(values[0])"
        case .oneOf(let values): "allowed is \(values.joined(separator: " or "))"
        case .resourceType: "a resource type of data events is allowed, such as AWS::S3::Object"
        case .fullARNIfWhole: "a full ARN is needed where the whole value is compared"
        }
    }
}
