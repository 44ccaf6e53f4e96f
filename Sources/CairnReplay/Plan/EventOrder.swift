import CairnModel

/// The order of events of one second: records have whole seconds, and log files hold them in any order.
///
/// What creates comes first, then what attaches and changes, then what detaches and stops, then what deletes. Before all
/// that, whoever uses an identifier comes after the event that has brought it forth, and before the one that ends it.
enum EventOrder {
    /// Seconds with more events than that keep the order of the input.
    static let groupMax = 2000
    private static let depthMax = 64

    static func sorted(_ events: [RecordedEvent]) -> [RecordedEvent] {
        guard events.count > 1, events.count <= groupMax else { return events }
        let ranked = events.enumerated()
            .sorted { (rank($0.element.name), $0.offset) < (rank($1.element.name), $1.offset) }
            .map(\.element)
        return byUse(ranked)
    }

    private static func byUse(_ events: [RecordedEvent]) -> [RecordedEvent] {
        let before = predecessors(of: events)
        guard before.contains(where: { !$0.isEmpty }) else { return events }
        var order: [Int] = []
        var visited = [Bool](repeating: false, count: events.count)
        func visit(_ index: Int, depth: Int) {
            if visited[index] { return }
            visited[index] = true
            if depth < depthMax {
                for other in before[index] { visit(other, depth: depth + 1) }
            }
            order.append(index)
        }
        for index in events.indices { visit(index, depth: 0) }
        return order.map { events[$0] }
    }

    /// For each event, those that must come first.
    private static func predecessors(of events: [RecordedEvent]) -> [[Int]] {
        let used = events.map { texts(in: $0.requestParameters) }
        var makers: [String: Int] = [:]
        for (index, event) in events.enumerated() {
            for text in made(by: event, using: used[index]) where makers[text] == nil { makers[text] = index }
        }
        var before = used.enumerated().map { index, texts in
            Set(texts.compactMap { makers[$0] }).subtracting([index]).sorted()
        }
        for (index, event) in events.enumerated() {
            guard let ended = subject(of: event, verbs: ["Delete", "Terminate", "Release"]) else { continue }
            for other in events.indices where other != index && used[other].contains(ended) && makers[ended] != index {
                if subject(of: events[other], verbs: ["Delete", "Terminate", "Release", "Create"]) == ended {
                    continue
                }
                before[index].append(other)
            }
        }
        return before
    }

    private static func made(by event: RecordedEvent, using used: Set<String>) -> [String] {
        let ids = Identifiers.all(in: event.responseElements).subtracting(used)
        return ids + (subject(of: event, verbs: ["Create"]).map { [$0] } ?? [])
    }

    /// The name of what a call creates or deletes: `userName` of CreateUser, but not of CreateAccessKey.
    private static func subject(of event: RecordedEvent, verbs: [String]) -> String? {
        guard let verb = verbs.first(where: { event.name.hasPrefix($0) }) else { return nil }
        // `CreateFunction20150331` is about a function.
        let kind = event.name.dropFirst(verb.count).prefix { !$0.isNumber }.lowercased()
        let keys: Set<String> = ["name", "\(kind)name", "\(kind)identifier", "\(kind)id", "\(kind)arn"]
        let members = event.requestParameters.objectValue?.members ?? []
        return members.first { keys.contains($0.key.lowercased()) }?.value.stringValue
    }

    /// All texts of a value, and the last parts of those that are ARNs or URLs.
    private static func texts(in json: JSON) -> Set<String> {
        var found: Set<String> = []
        Identifiers.forEachText(in: json, key: "") { _, text in
            guard text.utf8.count <= 2048 else { return }
            found.insert(text)
            if let last = text.split(whereSeparator: { $0 == "/" || $0 == ":" }).last { found.insert(String(last)) }
        }
        return found
    }

    static func rank(_ name: String) -> Int {
        verbs.firstIndex { $0.contains { name.hasPrefix($0) } } ?? 1
    }

    private static let verbs: [[String]] = [
        ["Create", "Allocate", "Register", "Run", "Import", "Request", "Copy", "Publish"],
        [],
        [
            "Detach", "Disassociate", "Remove", "Revoke", "Stop", "Deregister", "Disable", "Untag", "Unassign", "Reset",
            "Cancel",
        ],
        ["Delete", "Terminate", "Release", "Schedule", "Purge"],
    ]
}
