import CairnSQL

/// Reads a question in English, by rules, and writes the statement that answers it.
///
/// Nothing is guessed: a prompt with words that no rule knows, more of them than a name or two, is refused.
struct PromptQuery {
    /// Why there is no statement.
    struct Refusal: Error {
        let message: String
    }

    /// The id of the store.
    let store: String
    /// In seconds since the epoch.
    let now: Double

    private static let rowsMax = 100

    func statement(for prompt: String) throws(Refusal) -> String {
        var words = PromptWords(prompt)
        guard !words.words.isEmpty else { throw Refusal(message: "The prompt has no words.") }
        let limit = limit(&words)
        let times = PromptTimes(now: now).conditions(&words)
        let dimension = dimension(&words)
        let period = period(&words)
        let filters = PromptFilters.conditions(&words)
        let isCount = words.has("how many", "count", "number of", "total", "most", "top", "frequent", "frequently")
        let strange = words.strange
        let isKnown = !filters.isEmpty || dimension != nil || period != nil
        guard isKnown, strange.count <= 1, strange.isEmpty || words.understood.count >= 3 else {
            if let sample = sample(for: prompt, times) { return sample }
            let named = strange.prefix(5).joined(separator: ", ")
            throw Refusal(
                message: strange.isEmpty
                    ? "The prompt names nothing that events have: ask about users, services, operations, errors, "
                        + "regions, addresses or times."
                    : "The prompt has words that no rule knows: \(named). SearchSampleQueries may find a query.")
        }
        return Self.statement(
            store,
            Question(
                dimension: dimension, period: period, filters: filters + times, isCount: isCount || limit != nil,
                limit: limit ?? Self.rowsMax))
    }

    // MARK: What is asked for

    private struct Question {
        var dimension: String?
        var period: String?
        var filters: [String]
        var isCount: Bool
        var limit: Int
    }

    private func limit(_ words: inout PromptWords) -> Int? {
        for index in words.words.indices.dropLast() where ["top", "first", "last"].contains(words.words[index].lower) {
            guard let number = Int(words.words[index + 1].lower), (1...1000).contains(number) else { continue }
            let next = words.words.indices.contains(index + 2) ? words.words[index + 2].lower : ""
            let isTime = ["second", "minute", "hour", "day", "week", "month", "year"].contains(
                PromptWords.singular(next))
            guard !isTime else { continue }
            words.understand(index)
            words.understand(index + 1)
            return number
        }
        return nil
    }

    private static let dimensions: [(phrases: [String], column: String)] = [
        (["error codes", "top errors", "kinds of errors", "errors by code"], "errorCode"),
        (["ip addresses", "source ip addresses", "source ips", "ips", "addresses", "ip address"], "sourceIPAddress"),
        (["access keys", "access key ids"], "userIdentity.accessKeyId"),
        (["user agents", "clients", "tools"], "userAgent"), (["regions", "by region"], "awsRegion"),
        (["users", "principals", "identities", "by user", "each user", "who"], "userIdentity.arn"),
        (["services", "by service", "event sources"], "eventSource"),
        (["event names", "operations", "api calls", "apis", "by event", "by operation"], "eventName"),
        (["accounts", "by account"], "recipientAccountId"),
        (["buckets"], "element_at(requestParameters, 'bucketName')"),
        (["roles"], "userIdentity.sessionContext.sessionIssuer.arn"),
    ]

    private func dimension(_ words: inout PromptWords) -> String? {
        for (phrases, column) in Self.dimensions {
            for phrase in phrases where words.take(phrase) != nil { return column }
        }
        return nil
    }

    private func period(_ words: inout PromptWords) -> String? {
        for (unit, phrases) in [("hour", ["per hour", "by hour", "hourly"]), ("day", ["per day", "by day", "daily"])] {
            for phrase in phrases where words.take(phrase) != nil { return "date_trunc('\(unit)', eventTime)" }
        }
        return nil
    }

    // MARK: The statement

    private static func statement(_ store: String, _ question: Question) -> String {
        var filters = question.filters
        if let column = question.dimension, question.isCount, !filters.contains("\(column) IS NOT NULL") {
            filters.append("\(column) IS NOT NULL")
        }
        let condition = filters.isEmpty ? "" : " WHERE " + filters.joined(separator: " AND ")
        let source = "FROM \(store)\(condition)"
        if let period = question.period {
            let column = question.dimension.map { "\($0) AS item, " } ?? ""
            let group = question.dimension == nil ? "1" : "1, 2"
            return "SELECT \(period) AS time, \(column)count(*) AS calls \(source) GROUP BY \(group) ORDER BY \(group)"
        }
        if let column = question.dimension {
            guard question.isCount else { return "SELECT DISTINCT \(column) AS item \(source) ORDER BY 1" }
            return "SELECT \(column) AS item, count(*) AS calls \(source) GROUP BY 1 ORDER BY calls DESC, 1 "
                + "LIMIT \(question.limit)"
        }
        if question.isCount { return "SELECT count(*) AS calls \(source)" }
        return "SELECT eventTime, eventName, eventSource, userIdentity.arn, awsRegion, sourceIPAddress, errorCode "
            + "\(source) ORDER BY eventTime DESC LIMIT \(question.limit)"
    }

    /// A query of the catalogue that nearly every word of the prompt is about.
    private func sample(for prompt: String, _ times: [String]) -> String? {
        guard times.isEmpty, let best = SampleCatalog.search(prompt, limit: 1).first, best.relevance >= 0.75 else {
            return nil
        }
        let lines = best.query.sql(store: store).split(whereSeparator: \.isNewline)
        return lines.map { $0.drop { $0 == " " } }.joined(separator: " ")
    }
}
