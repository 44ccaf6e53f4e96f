/// Counts who calls a series while it may be, or is, unusual.
struct CallTracker: Sendable {
    /// More values of one attribute are not told apart.
    static let valuesMax = 64

    private(set) var values: [[TextTable.ID: UInt64]] = Array(repeating: [:], count: SeriesTable.attributeCount)
    private(set) var total: UInt64 = 0

    mutating func add(_ texts: CallTexts, _ count: UInt32) {
        total += UInt64(count)
        add(texts.identity, 0, count)
        add(texts.agent, 1, count)
        add(texts.error, 2, count)
    }

    private mutating func add(_ text: TextTable.ID, _ attribute: Int, _ count: UInt32) {
        guard text != TextTable.none else { return }
        if values[attribute][text] == nil, values[attribute].count >= Self.valuesMax { return }
        values[attribute][text, default: 0] += UInt64(count)
    }

    /// The five most frequent values of an attribute, the most frequent first.
    func shares(_ attribute: Int, _ texts: TextTable) -> [AttributedValue] {
        let total = Double(max(1, total))
        return values[attribute].map { AttributedValue(text: $0.key, share: Double($0.value) / total) }
            .sorted { ($1.share, texts[$0.text]) < ($0.share, texts[$1.text]) }
            .prefix(SeriesTable.sharesKept).map { $0 }
    }

    /// Puts back what a checkpoint holds.
    init(values: [[TextTable.ID: UInt64]], total: UInt64) {
        self.values = values
        self.total = total
    }

    init() {}
}

/// Who called, by the numbers of the texts.
struct CallTexts: Sendable {
    var identity: TextTable.ID
    var agent: TextTable.ID
    var error: TextTable.ID
}
