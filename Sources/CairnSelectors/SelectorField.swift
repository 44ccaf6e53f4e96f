/// A field of an event by which advanced selectors choose, named as in a field selector's `Field`.
///
/// Source: CloudTrail API Reference, AdvancedFieldSelector.
public enum SelectorField: String, Sendable, Hashable, CaseIterable {
    case eventCategory
    case readOnly
    case eventSource
    case eventName
    case eventType
    case sessionCredentialFromConsole
    case errorCode
    case vpcEndpointID = "vpcEndpointId"
    case userIdentityARN = "userIdentity.arn"
    case resourceType = "resources.type"
    case resourceARN = "resources.ARN"

    /// The lower, the sooner a condition on it is evaluated: short texts that tell most events apart come first.
    var evaluationRank: Int {
        switch self {
        case .eventCategory: 0
        case .readOnly: 1
        case .eventName: 2
        case .eventSource: 3
        case .errorCode: 4
        case .eventType: 5
        case .sessionCredentialFromConsole: 6
        case .vpcEndpointID: 7
        case .userIdentityARN: 8
        case .resourceType: 9
        case .resourceARN: 10
        }
    }
}
