extension CompiledSelectors {
    /// Tells which selector takes or refuses an event, and because of which condition. For people: it takes its time.
    ///
    /// `isSelected` is what ``selects(_:)-(SelectableEvent)`` answers.
    public func explain(_ event: some SelectableEvent) -> SelectorExplanation {
        let verdicts = (0..<selectors.count).map { index in
            verdict(index, clauses.filter { $0.selectorIndex == index }, event)
        }
        return SelectorExplanation(isSelected: verdicts.contains(where: \.takes), verdicts: verdicts)
    }

    private func verdict(_ index: Int, _ clauses: [Clause], _ event: some SelectableEvent) -> SelectorVerdict {
        let fitting = clauses.filter { clause in event.category.map(clause.categories.contains) ?? true }
        let finding: ClauseFinding
        if let clause = fitting.first(where: { $0.holds(for: event) }) ?? fitting.first {
            finding = clause.explain(event)
        } else {
            let taken = clauses.reduce(into: SelectorCategories()) { $0.formUnion($1.categories) }
            let wanted = taken.isEmpty ? "it takes no events at all" : "it takes \(taken.text) events"
            finding = ClauseFinding(
                takes: false, field: .eventCategory,
                reason: "eventCategory is \(event.category?.text ?? "not known"); \(wanted)")
        }
        return SelectorVerdict(
            index: index, name: selectors.name(at: index), takes: finding.takes, field: finding.field,
            reason: finding.reason)
    }
}

/// What one clause says of an event.
struct ClauseFinding {
    var takes: Bool
    var field: SelectorField?
    var reason: String
}

extension Clause {
    /// Why the clause holds or does not, for an event of its category.
    func explain(_ event: some SelectableEvent) -> ClauseFinding {
        for condition in conditions {
            let text = event.text(of: condition.field)
            guard condition.holds(for: text) else {
                return ClauseFinding(takes: false, field: condition.field, reason: condition.refusal(of: [text]))
            }
        }
        let seen = SeenResources(event)
        if let resources, !resources.holds(for: event) { return resources.refusal(of: seen) }
        let reasons =
            conditions.compactMap { $0.grounds(in: [event.text(of: $0.field)]) } + (resources?.grounds(in: seen) ?? [])
        let deciding = resources?.pairs == nil ? allConditions.last?.field : .resourceARN
        guard !reasons.isEmpty else {
            return ClauseFinding(takes: true, field: deciding, reason: "all \(categories.text) events")
        }
        return ClauseFinding(takes: true, field: deciding, reason: reasons.joined(separator: ", "))
    }
}

/// The resources of an event, kept for an explanation.
struct SeenResources {
    var types: [EventText] = []
    var arns: [EventText] = []

    init(_ event: some SelectableEvent) {
        var types: [EventText] = []
        var arns: [EventText] = []
        _ = event.eachResource { type, arn in
            types.append(type)
            arns.append(arn)
            return true
        }
        self.types = types
        self.arns = arns
    }
}
