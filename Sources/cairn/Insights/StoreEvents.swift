import CairnInsights
import CairnModel

/// The events of an event data store of a running Cairn, asked for by SQL in the order of their time.
///
/// An hour or several at a time: neither the server nor this process has more than that at hand.
struct StoreEvents: Sendable {
    private let client: CairnAdminClient
    private let id: String

    /// The fewest events that a query asks for, if there are as many.
    private static let sliceEvents = 50_000
    /// Rows of a page: with the largest records that there are, a page is still read.
    private static let pageRows = 250

    /// - Parameter store: name, id or ARN.
    /// - Throws: ``ClientError`` if there is no such store.
    init(_ store: String, client: CairnAdminClient) async throws {
        self.client = client
        id = try await Self.id(of: store, client)
    }

    private static func id(of store: String, _ client: CairnAdminClient) async throws -> String {
        let last = store.split(separator: "/").last.map(String.init) ?? store
        if store.hasPrefix("arn:") || last.utf8.count == 36 && last.utf8.filter({ $0 == 0x2D }).count == 4 {
            return last
        }
        var token: JSON?
        repeat {
            var request: JSONObject = [:]
            request["NextToken"] = token
            let page = try await client.call("ListEventDataStores", .object(request))
            for entry in page["EventDataStores"]?.arrayValue ?? [] where entry["Name"]?.stringValue == store {
                if let id = entry["EventDataStoreArn"]?.stringValue?.split(separator: "/").last { return String(id) }
            }
            token = page["NextToken"]
        } while token != nil
        throw ClientError("there is no event data store named \(store) in \(client.region)")
    }

    /// Runs the detector over everything, in the order of time.
    func backtest(following subjects: Set<SeriesSubject> = []) async throws -> Backtest {
        var backtest = Backtest()
        for subject in subjects { backtest.follow(subject) }
        for slice in try await slices() {
            var lines: [UInt8] = []
            try await rows(
                """
                SELECT eventJson FROM \(id) WHERE eventTime >= timestamp '\(slice.start)' \
                AND eventTime <= timestamp '\(slice.end)' ORDER BY eventTime, eventID
                """
            ) { row in
                lines += Array((row.first ?? "").utf8)
                lines.append(0x0A)
                guard lines.count >= 4 << 20 else { return }
                backtest.add(ObservedChunk(lines))
                lines = []
            }
            backtest.add(ObservedChunk(lines))
        }
        backtest.finish()
        return backtest
    }

    /// Spans of whole hours, from the first second of an hour to the last of another.
    private func slices() async throws -> [(start: String, end: String)] {
        var slices: [(start: String, end: String)] = []
        var count = 0
        try await rows(
            """
            SELECT date_trunc('hour', eventTime) AS start, \
            date_add('millisecond', 3599999, date_trunc('hour', eventTime)) AS finish, count(*) AS events FROM \(id) \
            WHERE eventTime IS NOT NULL GROUP BY 1, 2 ORDER BY 1
            """
        ) { row in
            guard row.count == 3, let events = Int(row[2]) else { return }
            if slices.isEmpty || count >= Self.sliceEvents {
                slices.append((row[0], row[1]))
                count = 0
            }
            slices[slices.endIndex - 1].end = row[1]
            count += events
        }
        return slices
    }

    /// Hands over the values of each row.
    private func rows(_ statement: String, _ body: ([String]) -> Void) async throws {
        let started = try await client.call("StartQuery", ["QueryStatement": .string(statement)])
        guard let query = started["QueryId"] else { throw ClientError("StartQuery gave no QueryId") }
        var token: JSON?
        while true {
            var request: JSONObject = ["QueryId": query, "MaxQueryResults": .integer(Self.pageRows)]
            request["NextToken"] = token
            let page = try await client.call("GetQueryResults", .object(request))
            switch page["QueryStatus"]?.stringValue {
            case "FINISHED": break
            case "QUEUED", "RUNNING":
                try await Task.sleep(for: .milliseconds(20))
                continue
            case let status:
                let reason = page["ErrorMessage"]?.stringValue ?? "it is \(status ?? "unknown")"
                throw ClientError("the event data store cannot be read: \(reason)")
            }
            for row in page["QueryResultRows"]?.arrayValue ?? [] {
                body((row.arrayValue ?? []).map { $0.objectValue?.members.first?.value.stringValue ?? "" })
            }
            token = page["NextToken"]
            if token == nil { return }
        }
    }
}
