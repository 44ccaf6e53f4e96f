import CairnModel

/// The plan of a statement, with the rows that each part of it gave.
struct DuckDBProfile {
    let json: JSON

    /// How many events fulfilled the conditions of the statement.
    ///
    /// They are counted where they leave the scans of their stores: behind the conditions on events, before they are
    /// joined, grouped or limited. A scan that ends early, because of a LIMIT, counts what it has given. An event that
    /// two parts of a statement read is counted for each.
    /// - Parameter total: how many events the stores hold. DuckDB counts all of them without a scan.
    func matchedEvents(of total: Int) -> Int {
        let count = Self.count(json)
        return count.isScanned || count.isEmpty ? count.events : total
    }

    private struct Count {
        var events = 0
        /// Whether nothing but conditions and columns lie between the scans and here.
        var isPlain = true
        var isScanned = false
        /// Whether DuckDB knew without a scan that nothing fulfils the conditions.
        var isEmpty = false
    }

    private static func count(_ part: JSON) -> Count {
        let type = part["operator_type"]?.stringValue ?? ""
        let rows = part["operator_cardinality"]?.intValue ?? 0
        let children = (part["children"]?.arrayValue ?? []).map(count)
        if children.isEmpty {
            // Constants and lists are scanned as well; stores are files.
            let name = part["operator_name"]?.stringValue ?? ""
            let isScan = ["READ_PARQUET", "PARQUET_SCAN", "READ_NDJSON"].contains { name.hasPrefix($0) }
            return Count(
                events: isScan ? rows : 0, isPlain: isScan || type == "EMPTY_RESULT", isScanned: isScan,
                isEmpty: type == "EMPTY_RESULT")
        }
        var count = Count(
            events: children.reduce(0) { $0 + $1.events }, isPlain: children.allSatisfy(\.isPlain),
            isScanned: children.contains(where: \.isScanned), isEmpty: children.contains(where: \.isEmpty))
        let isPlain = ["FILTER", "PROJECTION", "UNION"].contains(type)
        if isPlain, count.isPlain { count.events = rows }
        count.isPlain = count.isPlain && isPlain
        return count
    }
}
