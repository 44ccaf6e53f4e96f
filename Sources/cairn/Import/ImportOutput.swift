import CairnModel

/// What an import has brought, for people or for programs.
struct ImportOutput {
    let format: OutputFormat

    func print(_ state: ImportState, failures: [JSON]) {
        switch format {
        case .table: printTable(state, failures)
        case .json, .ndjson:
            var object = state.json
            object["failures"] = .array(failures)
            Terminal.write(format == .json ? IndentedJSON.text(.object(object)) : JSON.object(object).description)
        }
    }

    private static func reasons(_ state: ImportState) -> String {
        let words = [
            ("retention", "older than the store keeps"), ("timeRange", "outside the times asked for"),
            ("notARecord", "no records of the store's kind, or without an eventTime"),
        ]
        let told = words.compactMap { name, text in
            (state.skipped?[name]?.intValue).flatMap { $0 > 0 ? "\($0) \(text)" : nil }
        }
        return told.isEmpty ? "" : " (" + told.joined(separator: "; ") + ")"
    }

    private func printTable(_ state: ImportState, _ failures: [JSON]) {
        var line = "\(state.eventsCompleted) events of \(state.filesCompleted) files imported into \(state.store)"
        if let duplicates = state.duplicates, duplicates > 0 { line += ", \(duplicates) were there already" }
        if let skipped = state.eventsSkipped, skipped > 0 { line += ", \(skipped) left out\(Self.reasons(state))" }
        Terminal.write(line)
        Terminal.write("import \(state.id): \(state.status)")
        for failure in failures {
            Terminal.write(
                "  \(failure["Location"]?.stringValue ?? ""): \(failure["ErrorType"]?.stringValue ?? ""): "
                    + (failure["ErrorMessage"]?.stringValue ?? ""))
        }
    }
}
