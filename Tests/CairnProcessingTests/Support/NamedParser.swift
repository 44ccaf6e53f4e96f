import CairnProcessing
import Synchronization

/// Understands messages whose body is its own name, and remembers that it was asked.
struct NamedParser: SourceParser {
    let name: String
    let asked: Asked

    func parse(
        _ message: QueueMessage, isLogFile: (String) -> Bool
    ) throws(SourceParsingError) -> LogSource {
        asked.add(name)
        guard message.body == name else { throw SourceParsingError("not \(name)") }
        return LogSource(message: message, kind: .other)
    }
}

final class Asked: Sendable {
    private let recorded = Mutex<[String]>([])
    var names: [String] { recorded.withLock { $0 } }
    func add(_ name: String) { recorded.withLock { $0.append(name) } }
}
