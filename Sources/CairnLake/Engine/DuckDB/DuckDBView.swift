/// The view that a store is for queries: its Parquet files and its tail as one table.
enum DuckDBView {
    static func statement(_ snapshot: StoreSnapshot) -> String {
        "CREATE OR REPLACE VIEW \(EngineQuery.tableName(ofStore: snapshot.storeID)) AS \(select(snapshot))"
    }

    private static func select(_ snapshot: StoreSnapshot) -> String {
        var parts: [String] = []
        if !snapshot.parquet.isEmpty { parts.append(parquet(snapshot)) }
        if !snapshot.tail.isEmpty { parts.append(snapshot.schema.duckDBTailSelect(files: snapshot.tailPaths)) }
        return parts.isEmpty ? snapshot.schema.duckDBEmptySelect : parts.joined(separator: " UNION ALL ")
    }

    private static func parquet(_ snapshot: StoreSnapshot) -> String {
        let names = snapshot.schema.allColumns.map { DuckDBText.name($0.name) }.joined(separator: ", ")
        let files = DuckDBText.list(snapshot.parquetPaths)
        guard snapshot.schema.mayDifferBetweenFiles else {
            return "SELECT \(names) FROM read_parquet(\(files), hive_partitioning=false)"
        }
        return "SELECT \(names) FROM (\(snapshot.schema.duckDBEmptySelect) UNION ALL BY NAME SELECT * FROM "
            + "read_parquet(\(files), hive_partitioning=false, union_by_name=true))"
    }
}
