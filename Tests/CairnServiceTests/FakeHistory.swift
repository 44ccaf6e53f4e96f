import CairnModel
import CairnService
import Synchronization

@testable import CairnStore

/// A history in a list, that remembers what it was asked and can be made to fail.
final class FakeHistory: EventHistory {
    struct Failure: Error {}

    struct Item: Sendable {
        var account = "222233334444"
        var region = "eu-west-1"
        var position: HistoryPosition
        var record: [UInt8]
    }

    private let items = Mutex<[Item]>([])
    private let queries = Mutex<[HistoryQuery]>([])
    private let isFailing: Bool

    init(_ items: [Item] = [], isFailing: Bool = false) {
        self.isFailing = isFailing
        for item in items { add(item) }
    }

    var asked: [HistoryQuery] { queries.withLock { $0 } }

    func add(_ item: Item) { items.withLock { $0.append(item) } }

    func lookup(_ query: HistoryQuery) async throws -> HistoryPage {
        queries.withLock { $0.append(query) }
        if isFailing { throw Failure() }
        let found = items.withLock { items in
            items.filter { item in
                item.account == query.account && item.region == query.region
                    && query.times.contains(Double(item.position.eventTime))
                    && query.after.map { item.position < $0 } ?? true
            }.sorted { $1.position < $0.position }
        }
        return HistoryPage(
            entries: found.prefix(query.limit).map { .init(position: $0.position, record: $0.record) },
            next: found.count > query.limit ? found[query.limit - 1].position : nil
        )
    }
}

extension HistoryQuery {
    var times: ClosedRange<Double> { (start ?? -.infinity)...(end ?? .infinity) }
}

extension HistoryPosition {
    static func < (left: Self, right: Self) -> Bool {
        (left.eventTime, left.sequence) < (right.eventTime, right.sequence)
    }
}

extension FakeHistory.Item {
    /// An event of a user of account 222233334444, at a time in seconds since the epoch.
    static func event(at time: Int64, sequence: UInt64, region: String = "eu-west-1") -> Self {
        let record: JSON = [
            "eventVersion": "1.11",
            "userIdentity": ["type": "IAMUser", "accessKeyId": "AKIAEXAMPLE000000001", "userName": "dana"],
            "eventTime": .string(ISO8601.string(epochSeconds: time)), "eventSource": "cloudtrail.amazonaws.com",
            "eventName": "DeleteTrail", "awsRegion": .string(region), "requestParameters": ["name": "audit \"1\""],
            "eventID": .string("event-\(sequence)"), "readOnly": false, "eventCategory": "Management",
            "recipientAccountId": "222233334444",
        ]
        return Self(
            region: region, position: HistoryPosition(eventTime: time, sequence: sequence),
            record: Array(record.description.utf8)
        )
    }
}
