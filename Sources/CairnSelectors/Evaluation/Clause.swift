/// Conditions that must all hold. An advanced selector is one clause; a basic one is up to two, for management and for
/// data events.
///
/// A class, so that evaluation passes one reference around rather than copies of many.
final class Clause: Sendable {
    /// Which selector it is of, counted from 0.
    let selectorIndex: Int
    let categories: SelectorCategories
    /// Cheapest first.
    let conditions: [TextCondition]
    let resources: ResourceCondition?

    init(
        selectorIndex: Int, categories: SelectorCategories, conditions: [TextCondition] = [],
        resources: ResourceCondition? = nil
    ) {
        self.selectorIndex = selectorIndex
        self.categories = categories
        self.conditions = conditions.sorted { $0.cost < $1.cost }
        self.resources = resources
    }

    @inline(__always)
    func holds(for event: some SelectableEvent) -> Bool {
        // By place, as going through the values would count references.
        let conditionsHold = conditions.withUnsafeBufferPointer { conditions in
            for index in conditions.indices {
                let text = event.text(of: conditions[index].field)
                guard conditions[index].holds(for: text) else { return false }
            }
            return true
        }
        return conditionsHold && (resources?.holds(for: event) ?? true)
    }
}
