import CairnModel
import CairnServer

/// Why a query has no rows to show.
struct QueryFailure: Error {
    let message: String
}

/// Runs statements at a Cairn.
struct QuerySession {
    let client: CairnAdminClient
    /// The name, id or ARN of the store that `events` is.
    let store: String?

    struct Run {
        let id: String
        let eventsScanned: Int
        let bytesScanned: Int
        let milliseconds: Int
        var rowCount = 0

        var summary: String {
            let seconds = (Double(milliseconds) / 1000).description
            return "\(rowCount) rows from \(eventsScanned) events in \(seconds) s"
        }
    }

    /// Starts a statement and waits for its end.
    /// - Throws: ``ClientError`` if it is refused, ``QueryFailure`` if it does not finish.
    func run(_ text: String) async throws -> Run {
        let statement = try await statement(text)
        let started = try await client.call("StartQuery", ["QueryStatement": .string(statement)])
        guard let id = started["QueryId"]?.stringValue else {
            throw ClientError("StartQuery answered without a QueryId")
        }
        do {
            return try await ended(id)
        } catch {
            guard Task.isCancelled else { throw error }
            let client = client
            _ = try? await Task { try await client.call("CancelQuery", ["QueryId": .string(id)]) }.value
            // Who interrupts the command wants the query to end.
            throw QueryFailure(message: "the query was cancelled")
        }
    }

    private func ended(_ id: String) async throws -> Run {
        let status = StatusLine()
        defer { status.clear() }
        var progress = QueryProgress()
        var wait = 10
        while true {
            let answer = try await described(id)
            let statistics = answer["QueryStatistics"]
            switch answer["QueryStatus"]?.stringValue {
            case "QUEUED", "RUNNING": status.show(progress.line(answer))
            case "FINISHED":
                return Run(
                    id: id, eventsScanned: statistics?["EventsScanned"]?.intValue ?? 0,
                    bytesScanned: statistics?["BytesScanned"]?.intValue ?? 0,
                    milliseconds: statistics?["ExecutionTimeInMillis"]?.intValue ?? 0,
                    rowCount: try await rowCount(id))
            case let status:
                let reason = answer["ErrorMessage"]?.stringValue.map { ": \($0)" } ?? ""
                throw QueryFailure(message: "the query ended as \(status ?? "unknown")\(reason)")
            }
            try await Task.sleep(for: .milliseconds(wait))
            wait = min(wait * 2, 500)
        }
    }

    private func rowCount(_ id: String) async throws -> Int {
        let page = try await client.call("GetQueryResults", ["QueryId": .string(id), "MaxQueryResults": 1])
        return page["QueryStatistics"]?["TotalResultsCount"]?.intValue ?? 0
    }

    private func described(_ id: String) async throws -> JSON {
        try await client.call("DescribeQuery", ["QueryId": .string(id)])
    }

    /// Hands over the rows, page by page: for each column its name, and its value unless that is NULL.
    func pages(of run: Run, _ receive: ([JSON]) throws -> Void) async throws {
        var token: JSON?
        repeat {
            var request: JSONObject = ["QueryId": .string(run.id), "MaxQueryResults": 1000]
            request["NextToken"] = token
            let page = try await client.call("GetQueryResults", .object(request))
            try receive(page["QueryResultRows"]?.arrayValue ?? [])
            token = page["NextToken"]
        } while token != nil
    }

    // MARK: Stores

    private func statement(_ text: String) async throws -> String {
        var names = QueryTables.names(in: text)
        guard !names.isEmpty else { return text }
        let stores = try await stores()
        var ids: [String: String] = [:]
        for name in names { ids[name] = stores.first { $0.name == name }?.id }
        names.remove("events")
        if ids["events"] == nil {
            if let store {
                guard let found = stores.first(where: { $0.isNamed(store) }) else {
                    throw QueryFailure(message: "there is no event data store \(store)\(Self.list(stores))")
                }
                ids["events"] = found.id
            } else if stores.count == 1 {
                ids["events"] = stores[0].id
            } else if QueryTables.names(in: text).contains("events") {
                throw QueryFailure(message: "say with --store which event data store 'events' is\(Self.list(stores))")
            }
        }
        return QueryTables.replacing(ids, in: text)
    }

    private struct Store {
        let name: String
        let arn: String

        var id: String { String(arn.split(separator: "/").last ?? "") }
        func isNamed(_ text: String) -> Bool { text == name || text == arn || text.lowercased() == id }
    }

    private static func list(_ stores: [Store]) -> String {
        stores.isEmpty ? "; there are none" : "; there are: " + stores.map(\.name).joined(separator: ", ")
    }

    private func stores() async throws -> [Store] {
        var stores: [Store] = []
        var token: JSON?
        repeat {
            var request = JSONObject()
            request["NextToken"] = token
            let page = try await client.call("ListEventDataStores", .object(request))
            stores += (page["EventDataStores"]?.arrayValue ?? []).map { store in
                Store(name: store["Name"]?.stringValue ?? "", arn: store["EventDataStoreArn"]?.stringValue ?? "")
            }
            token = page["NextToken"]
        } while token != nil
        return stores
    }
}
