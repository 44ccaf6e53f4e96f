public import CairnModel

/// Selectors made ready for evaluation: compile once when they change, evaluate for each event.
///
/// A pure function of the event; it allocates no memory for events that do not, as records without escapes in the
/// texts that are looked at. It takes well below a microsecond.
///
/// What is missing in an event fits no operator that selects and is excluded by none that deselects. A field of
/// several resources fits if any of them does, and is excluded if any of them is. Comparison is by bytes.
///
/// Source: CloudTrail API Reference, EventSelector and AdvancedFieldSelector.
public struct CompiledSelectors: Sendable {
    public let selectors: EventSelectors
    let clauses: [Clause]
    /// All that any clause takes: most events of a busy journal are refused by this alone.
    private let categories: SelectorCategories

    public init(_ selectors: EventSelectors) {
        self.selectors = selectors
        clauses = Clause.clauses(of: selectors)
        categories = clauses.reduce(into: []) { $0.formUnion($1.categories) }
    }

    /// Whether an event is kept. Facts that are not known yet count as fitting.
    public func selects(_ event: some SelectableEvent) -> Bool { evaluate(event) }

    /// Whether a record is kept.
    public func selects(_ event: RecordEvent) -> Bool { evaluate(event) }

    /// Whether a record is kept.
    /// - Parameter view: what was found in the bytes.
    public func selects(_ view: RecordView, in bytes: UnsafeRawBufferPointer) -> Bool {
        evaluate(RecordEvent(view, in: bytes))
    }

    /// Whether a call of which only the head is known could become an event that is kept: false only if it surely
    /// does not.
    public func maySelect(_ head: some SelectableEvent) -> Bool { evaluate(head) }

    @inline(__always)
    private func evaluate(_ event: some SelectableEvent) -> Bool {
        guard let category = event.category else { return clauses.contains { $0.holds(for: event) } }
        let bit = SelectorCategories(category)
        guard !categories.isDisjoint(with: bit) else { return false }
        return clauses.withUnsafeBufferPointer { clauses in
            for index in clauses.indices where !clauses[index].categories.isDisjoint(with: bit) {
                if clauses[index].holds(for: event) { return true }
            }
            return false
        }
    }
}
