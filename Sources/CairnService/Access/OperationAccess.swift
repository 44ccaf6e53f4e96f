import CairnAPI

/// What IAM asks about one operation: on which resources, and which tags come with the request.
///
/// The action is the operation's name after the service's prefix. Operations without resources are about `*`.
struct OperationAccess: Sendable {
    /// Where a request names resources. A member that is absent names none.
    enum Resources: Sendable, Hashable {
        /// One by name, id or ARN.
        case named(ResourceKind, String)
        /// Several of them in a list.
        case list(ResourceKind, String)
        /// One that the call creates and names.
        case new(ResourceKind, named: String)
        /// One that the call creates, with an id that nobody knows yet.
        case newWithID(ResourceKind)
        /// Full ARNs, one or a list, of any kind.
        case arns(String)
        /// The stores that a SQL statement names.
        case statement(String)
        /// The stores of a channel's destinations.
        case destinations(String)
        /// The store of a query, unless the request names it.
        case query(String, unless: String)
    }

    let operation: APIOperation
    let resources: [Resources]
    /// The member with tags.
    let tags: String?

    init(_ operation: APIOperation, _ resources: Resources..., tags: String? = nil) {
        self.operation = operation
        self.resources = resources
        self.tags = tags
    }

    /// Such as `cloudtrail:LookupEvents`.
    var action: String { (operation.service == .cloudTrail ? "cloudtrail:" : "cloudtrail-data:") + operation.name }

    /// Whether the tags of a request need the permission for AddTags as well.
    var createsTags: Bool { tags != nil && operation.name.hasPrefix("Create") }

    static func of(_ operation: APIOperation) -> OperationAccess {
        byOperation[operation] ?? OperationAccess(operation)
    }

    private static let byOperation = Dictionary(
        table.map { ($0.operation, $0) }, uniquingKeysWith: { first, _ in first })
}
