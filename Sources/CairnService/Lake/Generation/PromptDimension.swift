/// What rows are told apart by.
enum PromptDimension: Hashable {
    case user, principal, service, operation, region, address, error, errorCode, errorMessage, account, caller
    case accessKey, client, bucket, role, assumedRole
    case principalTag(String), resourceTag(String)

    /// The column's name in the answer.
    var name: String {
        switch self {
        case .user, .principal: "principal"
        case .service: "service"
        case .operation: "operation"
        case .region: "region"
        case .address: "address"
        case .error, .errorCode: "error"
        case .errorMessage: "message"
        case .account, .caller: "account"
        case .accessKey: "accessKey"
        case .client: "client"
        case .bucket: "bucket"
        case .role, .assumedRole: "role"
        case .principalTag, .resourceTag: "tag"
        }
    }

    var column: String {
        switch self {
        // Failed sign-ins have no ARN.
        case .user: "coalesce(userIdentity.arn, userIdentity.userName, userIdentity.principalId)"
        case .principal:
            "coalesce(userIdentity.arn, userIdentity.userName, userIdentity.principalId, userIdentity.invokedBy)"
        case .service: "eventSource"
        case .operation: "eventName"
        case .region: "awsRegion"
        case .address: "sourceIPAddress"
        case .error: "coalesce(errorCode, errorMessage)"
        case .errorCode: "errorCode"
        case .errorMessage: "errorMessage"
        case .account: "recipientAccountId"
        case .caller: "userIdentity.accountId"
        case .accessKey: "userIdentity.accessKeyId"
        case .client: "userAgent"
        case .bucket: "element_at(requestParameters, 'bucketName')"
        case .role: "userIdentity.sessionContext.sessionIssuer.arn"
        case .assumedRole: "element_at(requestParameters, 'roleArn')"
        case .principalTag(let key):
            "element_at(eventContext.tagContext.principalTags, \(PromptCondition.literal(key)))"
        case .resourceTag(let key): "element_at(rt.tags, \(PromptCondition.literal(key)))"
        }
    }

    /// The kind of condition that may be denied of it: `users other than root`.
    var kind: PromptCondition.Kind? {
        switch self {
        case .user, .principal, .role: .caller
        case .service: .service
        case .operation: .operation
        case .region: .region
        case .address: .address
        case .account: .account
        case .caller: .callerAccount
        case .errorCode, .error: .error
        default: nil
        }
    }
}
