import CairnModel

/// Finds the account that owns what a call is about, if that is another one than the caller's.
enum ResourceOwner {
    /// The members that name a service's own resources by ARN, beside those that `resources` tells of.
    private static let members: [String: [String]] = [
        "sqs": ["QueueUrl"], "sns": ["TopicArn", "TargetArn", "ResourceArn"], "lambda": ["FunctionName", "Resource"],
        "secretsmanager": ["SecretId"], "kinesis": ["StreamARN", "ConsumerARN"], "states": ["stateMachineArn"],
        "ecr": ["registryId"], "glue": ["CatalogId"], "events": ["EventBusName"],
    ]

    /// - Returns: the owner's account; `nil` if it is the caller's own, or cannot be told.
    static func foreignAccount(of call: ResourceContext, resources: [RecordResource]) -> String? {
        var isOwn = false
        for case let owner? in resources.lazy.map(\.accountID) {
            if owner != call.accountID { return owner }
            isOwn = true
        }
        if isOwn { return nil }
        let owner = namedOwner(call)
        return owner == call.accountID ? nil : owner
    }

    private static func namedOwner(_ call: ResourceContext) -> String? {
        for member in members[call.label] ?? [] {
            guard let text = call.text(member) else { continue }
            if AccountID.isValid(text) { return text }
            if member == "QueueUrl" { return ResourceRules.queue(text, call).accountID }
            // Only a resource of the service itself: a policy or a role that is mentioned has another owner.
            if let arn = ARN(text), arn.service == call.label { return arn.accountID }
        }
        return nil
    }
}
