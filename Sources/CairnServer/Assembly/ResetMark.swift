import CairnModel
import CairnStore

/// Remembers across restarts up to where a reset has hidden the journal.
enum ResetMark {
    private static let key = StateDocument.Key(kind: "reset", account: "", region: "", id: "mark")

    static func read(from state: StateDatabase) throws -> UInt64 {
        let number = try state.document(key)?["hiddenUpTo"]?.intValue
        return number.flatMap { UInt64(exactly: $0) } ?? 0
    }

    static func write(_ sequence: UInt64, to state: StateDatabase) throws {
        try state.change(storing: [StateDocument(key: key, value: ["hiddenUpTo": .integer(sequence)])])
    }
}
