import CairnLake
import CairnStore

/// What event data stores have taken and hold, with the store's ARN for a label, and how far imports are.
struct LakeMetrics: Sendable {
    let lake: Lake

    func add(to text: inout PrometheusText) {
        let stores = lake.registry.snapshot.all.compactMap { store in
            (try? lake.stores.files(ofStore: store.id)).map { (arn: store.arn, files: $0) }
        }
        guard !stores.isEmpty else { return }
        func values(_ value: (StoreFolder) -> Int) -> [(labels: [(String, String)], value: Double)] {
            stores.map { (labels: [("eventDataStore", $0.arn)], value: Double(value($0.files))) }
        }
        text.add(
            "cairn_lake_ingested_events_total", .counter,
            help: "Events that a store has taken since the start, imported ones too.", values { $0.taken.events })
        text.add(
            "cairn_lake_ingested_bytes_total", .counter, help: "Bytes of their records.", values { $0.taken.bytes })
        text.add(
            "cairn_lake_retained_events", .gauge, help: "Events that a store holds.",
            values { $0.eventCounts.parquet + $0.eventCounts.tail })
        text.add(
            "cairn_lake_uncompacted_events", .gauge, help: "Of these, those that are not in Parquet yet.",
            values { $0.eventCounts.tail })
        text.add("cairn_lake_retained_bytes", .gauge, help: "Bytes of a store's files.", values { $0.byteCount })
        addImports(to: &text)
    }

    private func addImports(to text: inout PrometheusText) {
        let runs = lake.imports.runs.snapshot.all.filter(\.status.isRunning)
        text.add("cairn_imports_running", .gauge, help: "Imports that are under way.", Double(runs.count))
        guard !runs.isEmpty else { return }
        func values(_ value: (ImportProgress) -> Int) -> [(labels: [(String, String)], value: Double)] {
            runs.map {
                (labels: [("import", $0.id), ("eventDataStore", $0.storeARN)], value: Double(value($0.progress)))
            }
        }
        text.add(
            "cairn_import_files_found", .gauge, help: "Files that an import is to read.", values { $0.filesFound ?? 0 })
        text.add(
            "cairn_import_files_completed", .gauge, help: "Files that it has read.", values { $0.filesCompleted })
        text.add(
            "cairn_import_files_failed", .gauge, help: "Files that it could not read.", values { $0.failedFiles })
        text.add(
            "cairn_import_events_completed", .gauge, help: "Events that it has brought.", values { $0.eventsCompleted })
    }
}
