import CairnModel

/// A question that has been understood, and the statement that answers it.
struct PromptQuestion {
    enum Order { case descending, ascending }

    /// What is listed: events, or what they differ by.
    var subject: PromptDimension?
    /// What is counted by.
    var groups: [PromptDimension] = []
    /// `hour`, `day`, `week`, `month` or `year`.
    var period: String?
    var isCount = false
    /// Whether the different subjects are counted, not the events.
    var countsSubjects = false
    var ranking: Order?
    var order = Order.descending
    var limit: Int?
    var conditions: [PromptCondition] = []
    var spans: [PromptTimes.Span] = []
    var listsIDs = false
    var splitsAccess = false
    /// The request's parameter that names what the deed was done to.
    var target: String?
    var isSignIn = false

    /// Whether the statement needs the column that only stores of large events have.
    var needsContext: Bool { statement(from: "x").contains("eventContext") }

    func statement(from store: String) -> String {
        let dimensions = groups + (subject.map { [$0] } ?? [])
        let source = source(store, dimensions)
        if splitsAccess { return splitStatement(source) }
        if isCount, countsSubjects, let subject { return countStatement(of: subject, source) }
        if isCount || ranking != nil || !groups.isEmpty || period != nil { return groupStatement(dimensions, source) }
        if let subject {
            return "SELECT DISTINCT \(subject.column) AS \(subject.name) \(source) ORDER BY 1\(limitText)"
        }
        return listStatement(source)
    }

    // MARK: Parts

    private var limitText: String { limit.map { " LIMIT \($0)" } ?? "" }

    private var periodColumn: String? { period.map { "date_trunc('\($0)', eventTime)" } }

    private func source(_ store: String, _ dimensions: [PromptDimension]) -> String {
        var filters = conditions.map(\.sql)
        filters += dimensions.filter { $0 != .errorMessage && $0 != .errorCode || $0 == subject }.map {
            "\($0.column) IS NOT NULL"
        }
        filters += spans.flatMap { span in
            [span.from.map { "eventTime >= '\(Self.text($0))'" }, span.to.map { "eventTime < '\(Self.text($0))'" }]
                .compactMap { $0 }
        }
        var unique: [String] = []
        for filter in filters where !unique.contains(filter) { unique.append(filter) }
        let tags = dimensions.contains { if case .resourceTag = $0 { true } else { false } }
        let unnest = tags ? ", unnest(eventContext.tagContext.resourceTags) AS rt" : ""
        return "FROM \(store)\(unnest)" + (unique.isEmpty ? "" : " WHERE " + unique.joined(separator: " AND "))
    }

    private func splitStatement(_ source: String) -> String {
        let sums =
            "coalesce(sum(CASE WHEN readOnly = true THEN 1 ELSE 0 END), 0) AS readEvents, "
            + "coalesce(sum(CASE WHEN readOnly = false THEN 1 ELSE 0 END), 0) AS writeEvents"
        return grouped(groups, sums, source) { $0 }
    }

    private func countStatement(of subject: PromptDimension, _ source: String) -> String {
        grouped(groups, "count(DISTINCT \(subject.column)) AS \(subject.name)Count", source) { $0 }
    }

    private func groupStatement(_ dimensions: [PromptDimension], _ source: String) -> String {
        let tags = dimensions.contains { if case .resourceTag = $0 { true } else { false } }
        // An event may have several resources of the same tag.
        let count = tags ? "count(DISTINCT eventID) AS calls" : "count(*) AS calls"
        return grouped(dimensions, count, source) { places in
            let isInTime = period != nil && ranking == nil
            return (isInTime ? places : "calls\(ranking == .ascending ? "" : " DESC"), \(places)") + limitText
        }
    }

    /// What is counted, for each period and each value of dimensions; the order is told the keys' places.
    private func grouped(
        _ dimensions: [PromptDimension], _ counts: String, _ source: String, order: (String) -> String
    ) -> String {
        let time = periodColumn.map { "\($0) AS time" }
        let keys = (time.map { [$0] } ?? []) + dimensions.map { "\($0.column) AS \($0.name)" }
        guard !keys.isEmpty else { return "SELECT \(counts) \(source)" }
        let places = keys.indices.map { String($0 + 1) }.joined(separator: ", ")
        return
            "SELECT \(keys.joined(separator: ", ")), \(counts) \(source) GROUP BY \(places) ORDER BY \(order(places))"
    }

    private func listStatement(_ source: String) -> String {
        let columns: String
        if listsIDs {
            columns = "eventID"
        } else {
            columns =
                "eventTime, eventName, eventSource, userIdentity.arn, awsRegion, sourceIPAddress, errorCode, errorMessage"
                + (target.map { ", element_at(requestParameters, '\($0)') AS target" } ?? "")
                + (isSignIn ? ", element_at(responseElements, 'ConsoleLogin') AS outcome" : "") + ", eventID"
        }
        return
            "SELECT \(columns) \(source) ORDER BY eventTime\(order == .descending ? " DESC" : ""), eventID\(limitText)"
    }

    /// `2026-03-01 10:15:02`
    private static func text(_ seconds: Double) -> String {
        let text = ISO8601.string(epochSeconds: Int64(seconds.rounded(.up)))
        return text.prefix(10) + " " + text.dropFirst(11).prefix(8)
    }
}
