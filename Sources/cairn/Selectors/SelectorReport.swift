import CairnModel
import CairnSelectors

/// Prints what becomes of events, one by one, and then the warnings.
final class SelectorReport {
    private let format: OutputFormat
    private let subject: SelectorSubject
    private let compiled: CompiledSelectors
    private var events: [JSON] = []
    private var keptCount = 0
    private var count = 0

    init(format: OutputFormat, subject: SelectorSubject) {
        self.format = format
        self.subject = subject
        compiled = CompiledSelectors(subject.selectors)
    }

    func print(_ record: JSON) {
        guard let explanation = explain(record) else { return }
        count += 1
        if explanation.isSelected { keptCount += 1 }
        switch format {
        case .table:
            let mark = explanation.isSelected ? "kept" : "left"
            Terminal.write("\(mark)  \(EventPrinter.line(of: record))\n      \(explanation.summary)")
        case .ndjson: Terminal.write(Self.json(record, explanation).description)
        case .json: events.append(Self.json(record, explanation))
        }
    }

    func finish() {
        switch format {
        case .table: finishTable()
        case .ndjson:
            for warning in subject.warnings { Terminal.write(JSON.object(["warning": warning.json]).description) }
            if let refusal = subject.refusal { Terminal.write(JSON.object(["refusal": .string(refusal)]).description) }
        case .json: finishJSON()
        }
    }

    private func explain(_ record: JSON) -> SelectorExplanation? {
        let bytes = Array(record.description.utf8)
        guard let view = RecordView(scanning: bytes) else { return nil }
        return bytes.withUnsafeBytes { compiled.explain(RecordEvent(view, in: $0)) }
    }

    private func finishTable() {
        Terminal.write("\(keptCount) of \(count) events kept")
        for warning in subject.warnings { Terminal.write("warning: \(warning.message)") }
        if let refusal = subject.refusal { Terminal.write("refused: \(refusal)") }
    }

    private func finishJSON() {
        var object: JSONObject = [
            "events": .array(events), "kept": .integer(keptCount), "total": .integer(count),
            "warnings": .array(subject.warnings.map(\.json)),
        ]
        object["refusal"] = subject.refusal.map(JSON.string)
        Terminal.write(JSON.object(object).description)
    }

    private static func json(_ record: JSON, _ explanation: SelectorExplanation) -> JSON {
        var object = JSONObject()
        for key in ["eventID", "eventTime", "eventSource", "eventName"] { object[key] = record[key] }
        object["kept"] = .bool(explanation.isSelected)
        if let decisive = explanation.decisive {
            object["selector"] = .integer(decisive.index + 1)
            object["selectorName"] = decisive.name.map(JSON.string)
            object["field"] = decisive.field.map { .string($0.rawValue) }
            object["reason"] = .string(decisive.reason)
        }
        return .object(object)
    }
}
