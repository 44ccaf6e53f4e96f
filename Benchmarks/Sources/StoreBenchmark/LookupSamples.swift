import CairnModel
import CairnStore

/// Values that occur, to look for.
struct LookupSamples {
    private var queries: [LookupAttribute: [HistoryQuery]] = [:]
    /// How often each value was sampled.
    private var counts: [HistoryQuery: Int] = [:]
    private(set) var earliest = Double.infinity
    private(set) var latest = 0.0

    mutating func take(from records: [[UInt8]]) {
        for record in stride(from: 0, to: records.count, by: 97).map({ records[$0] }) {
            guard let view = RecordView(scanning: record), let projection = LookupProjection(record: record),
                view.eventCategory.string(in: record) == "Management",
                let account = view.recipientAccountID.string(in: record),
                let region = view.awsRegion.string(in: record), let time = projection.eventTime
            else { continue }
            earliest = min(earliest, Double(time))
            latest = max(latest, Double(time))
            let values: [(LookupAttribute, String?)] = [
                (.eventID, projection.eventID), (.eventName, projection.eventName),
                (.readOnly, projection.readOnly.map { $0 ? "true" : "false" }), (.username, projection.username),
                (.resourceType, projection.resources.first?.type), (.resourceName, projection.resources.first?.name),
                (.eventSource, projection.eventSource), (.accessKeyID, projection.accessKeyID),
            ]
            for (attribute, value) in values {
                guard let value else { continue }
                let query = HistoryQuery(
                    account: account, region: region, filter: HistoryQuery.Filter(attribute, value))
                queries[attribute, default: []].append(query)
                counts[query, default: 0] += 1
            }
        }
    }

    /// As often as they occur, spread evenly over everything that was seen.
    func occurring(_ attribute: LookupAttribute, _ number: Int) -> HistoryQuery? {
        guard let candidates = queries[attribute], !candidates.isEmpty else { return nil }
        return candidates[number * 7919 % candidates.count]
    }

    /// The values that were sampled least, which have to be looked for in every day.
    func rarest(_ attribute: LookupAttribute, _ count: Int) -> [HistoryQuery] {
        let all = Set(queries[attribute] ?? []).sorted { left, right in
            let (leftCount, rightCount) = (counts[left] ?? 0, counts[right] ?? 0)
            return leftCount != rightCount
                ? leftCount < rightCount
                : (left.filter?.value ?? "", left.region, left.account)
                    < (right.filter?.value ?? "", right.region, right.account)
        }
        return Array(all.prefix(count))
    }
}
