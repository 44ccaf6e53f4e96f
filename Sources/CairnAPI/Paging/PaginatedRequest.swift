/// The request of an operation that answers in pages.
///
/// Law: sending the request again with the token of its answer gives the following page; an answer without a token is
/// the last. Source: CloudTrail API Reference, `NextToken` of each operation.
public protocol PaginatedRequest: CloudTrailRequest where Response: PaginatedResponse {
    /// Where the page begins: `nil` for the first, else the token of the page before it.
    var nextToken: String? { get set }
}

/// One page of an answer.
public protocol PaginatedResponse: APIShape {
    associatedtype Item: Sendable

    /// What the page lists, in the service's order; empty pages may come before the last.
    var items: [Item] { get }

    /// `nil` on the last page.
    var nextToken: String? { get }
}
