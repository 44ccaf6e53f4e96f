import CairnAPI

/// What one field selector asks of a field.
///
/// It holds if any selecting pattern matches, or there is none, and no deselecting one does.
struct TextCondition: Sendable, Hashable {
    let field: SelectorField
    let selecting: PatternList
    let deselecting: PatternList

    init(_ field: SelectorField, selecting: [Pattern] = [], deselecting: [Pattern] = []) {
        self.field = field
        self.selecting = PatternList(selecting)
        self.deselecting = PatternList(deselecting)
    }

    init(_ field: SelectorField, _ selector: AdvancedFieldSelector) {
        var selecting: [Pattern] = []
        var deselecting: [Pattern] = []
        for operation in SelectorOperator.allCases {
            let patterns = (operation.values(in: selector) ?? []).map { Pattern(operation.patternKind, $0) }
            if operation.selects { selecting += patterns } else { deselecting += patterns }
        }
        self.init(field, selecting: selecting, deselecting: deselecting)
    }

    /// Whether it asks nothing.
    var isEmpty: Bool { selecting.isEmpty && deselecting.isEmpty }

    var cost: Int { field.evaluationRank * 1000 + selecting.count + deselecting.count }

    /// What is not known yet counts as fitting.
    @inline(__always)
    func holds(for text: EventText) -> Bool {
        (selecting.isEmpty || selecting.matches(text, ifUnknown: true))
            && (deselecting.isEmpty || !deselecting.matches(text, ifUnknown: false))
    }
}
