/// The view that a store is for queries: its Parquet files and its tail as one table, without what is too old.
enum DuckDBView {
    static func statement(_ snapshot: StoreSnapshot) -> String {
        "CREATE OR REPLACE VIEW \(EngineQuery.tableName(ofStore: snapshot.storeID)) AS \(select(snapshot))"
    }

    private static func select(_ snapshot: StoreSnapshot) -> String {
        var selects: [String] = []
        for part in snapshot.parts {
            if !part.parquet.isEmpty {
                selects.append(kept(parquet(part.parquet.map(snapshot.path), snapshot.schema), part.bound))
            }
            if !part.tail.isEmpty {
                selects.append(kept(snapshot.schema.duckDBTailSelect(files: part.tail.map(snapshot.path)), part.bound))
            }
        }
        return selects.isEmpty ? snapshot.schema.duckDBEmptySelect : selects.joined(separator: " UNION ALL ")
    }

    /// - Parameter bound: what is older is left out, in seconds since the epoch.
    static func kept(_ select: String, _ bound: Double?) -> String {
        guard let bound else { return select }
        let microseconds = Int64((bound * 1_000_000).rounded(.up))
        return "SELECT * FROM (\(select)) WHERE \"eventTime\" >= make_timestamp(\(microseconds))"
    }

    private static func parquet(_ paths: [String], _ schema: LakeSchema) -> String {
        let names = schema.allColumns.map { DuckDBText.name($0.name) }.joined(separator: ", ")
        let files = DuckDBText.list(paths)
        guard schema.mayDifferBetweenFiles else {
            return "SELECT \(names) FROM read_parquet(\(files), hive_partitioning=false)"
        }
        return "SELECT \(names) FROM (\(schema.duckDBEmptySelect) UNION ALL BY NAME SELECT * FROM "
            + "read_parquet(\(files), hive_partitioning=false, union_by_name=true))"
    }
}
