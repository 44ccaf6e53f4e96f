import CairnModel

extension PutAuditEventsRequest {
    /// The target of the HTTP request: its path and query.
    ///
    /// Source: Smithy, "AWS restJson1 protocol"; AWS CloudTrail Data API Reference, PutAuditEvents.
    public var target: String {
        let items = queryItems.compactMap { item in item.value.map { item.name + "=" + PercentCoding.encode($0) } }
        return "/PutAuditEvents?" + items.joined(separator: "&")
    }
}
