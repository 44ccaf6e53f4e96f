/// A dictionary that never holds more than a set number of entries: the oldest goes first.
struct BoundedTable<Value: Sendable>: Sendable {
    private struct Entry {
        var value: Value
        var turn: UInt64
    }

    let capacity: Int
    private var entries: [String: Entry] = [:]
    /// Keys in the order in which they were written; those written again or removed since are skipped.
    private var order: [(key: String, turn: UInt64)] = []
    private var orderStart = 0
    private var turns: UInt64 = 0

    init(capacity: Int) {
        precondition(capacity > 0)
        self.capacity = capacity
    }

    var count: Int { entries.count }

    /// All entries, oldest first.
    var all: [(key: String, value: Value)] {
        order[orderStart...].compactMap { key, turn in
            guard let entry = entries[key], entry.turn == turn else { return nil }
            return (key, entry.value)
        }
    }

    subscript(_ key: String) -> Value? {
        get { entries[key]?.value }
        set {
            guard let newValue else {
                entries[key] = nil
                return
            }
            turns += 1
            entries[key] = Entry(value: newValue, turn: turns)
            order.append((key, turns))
            while entries.count > capacity { removeOldest { _ in true } }
            if order.count > 2 * capacity + 16 { compact() }
        }
    }

    /// Removes the oldest entry if the condition holds for it; tells whether it did.
    @discardableResult
    mutating func removeOldest(where condition: (Value) -> Bool) -> Bool {
        while orderStart < order.count {
            let (key, turn) = order[orderStart]
            if let entry = entries[key], entry.turn == turn {
                guard condition(entry.value) else { return false }
                entries[key] = nil
                orderStart += 1
                return true
            }
            orderStart += 1
        }
        compact()
        return false
    }

    private mutating func compact() {
        order = order[orderStart...].filter { entries[$0.key]?.turn == $0.turn }
        orderStart = 0
    }
}
