import CairnAPI

/// How the values of a basic selector's data resource are compared: objects of S3 by the beginning of their ARN,
/// functions and tables by the whole of it.
///
/// Source: CloudTrail API Reference, DataResource.
enum DataResourcePattern {
    static func pairs(of resource: DataResource) -> [ResourceCondition.Pair] {
        guard let name = resource.type, let values = resource.values, !values.isEmpty else { return [] }
        let type = PatternList([Pattern(.whole, name)])
        if values.contains(where: { coversAll($0, of: name) }) { return [ResourceCondition.Pair(type: type, arn: nil)] }
        return [ResourceCondition.Pair(type: type, arn: PatternList(values.map { pattern($0, of: name) }))]
    }

    /// Whether a value stands for all resources of the type: `arn:aws:s3`, `arn:aws:s3:::`, `arn:aws:lambda` ….
    static func coversAll(_ value: String, of type: String) -> Bool {
        guard let kind = DataResourceKind(rawValue: type) else { return false }
        let parts = value.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[0] == "arn", !parts[1].isEmpty, parts[2] == kind.service else { return false }
        return parts.count == 3 || kind == .s3Object && parts.dropFirst(3).allSatisfy(\.isEmpty) && parts.count == 6
    }

    private static func pattern(_ value: String, of type: String) -> Pattern {
        guard DataResourceKind(rawValue: type) == .s3Object else { return Pattern(.whole, value) }
        // Without a slash the value names a bucket: it must not match another one whose name begins so.
        return Pattern(.beginning, value.contains("/") ? value : value + "/")
    }
}

/// The resource types that basic selectors know.
enum DataResourceKind: String, CaseIterable {
    case dynamoDBTable = "AWS::DynamoDB::Table"
    case lambdaFunction = "AWS::Lambda::Function"
    case s3Object = "AWS::S3::Object"

    /// The service part of the resources' ARNs.
    var service: String {
        switch self {
        case .dynamoDBTable: "dynamodb"
        case .lambdaFunction: "lambda"
        case .s3Object: "s3"
        }
    }
}
