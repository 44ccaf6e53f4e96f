import CairnAPI

/// Finds selectors, and values of selectors, that no event can fit, and conditions that every event fits.
struct EmptinessCheck {
    let selectors: EventSelectors
    let index: Int
    let title: SelectorTitle

    func warnings(_ clauses: [Clause]) -> [SelectorWarning] {
        if clauses.isEmpty { return [nothing("\(title) takes no events: it has neither management nor data events")] }
        return clauses.flatMap(warnings) + basicWarnings()
    }

    private func warnings(_ clause: Clause) -> [SelectorWarning] {
        if clause.categories.isEmpty { return [nothing("\(title) takes no events: no category fits")] }
        let warnings = clause.allConditions.flatMap { condition in
            contradictions(condition) + emptyFilters(condition) + wildcards(condition.selecting, condition.field)
        }
        return warnings + unknownOperations(clause)
    }

    private func contradictions(_ condition: TextCondition) -> [SelectorWarning] {
        let patterns = condition.selecting.patterns
        let excluded = patterns.filter(condition.isExcluded)
        guard !excluded.isEmpty else { return [] }
        if excluded.count == patterns.count {
            return [nothing("\(title) takes no events: \(condition.field.rawValue) \(reason(excluded[0], condition))")]
        }
        return excluded.map {
            nothing("\(title): the value of \(condition.field.rawValue) \(reason($0, condition)) and matches nothing")
        }
    }

    private func reason(_ pattern: Pattern, _ condition: TextCondition) -> String {
        let excluding = condition.deselecting.patterns.first { pattern.implies($0) } ?? pattern
        return "\(pattern.text(negated: false)) is excluded by its \(excluding.text(negated: true))"
    }

    private func emptyFilters(_ condition: TextCondition) -> [SelectorWarning] {
        guard condition.field == .readOnly, Set(condition.selecting.patterns.map(\.text)) == ["true", "false"] else {
            return []
        }
        return [
            SelectorWarning(
                .filtersNothing, selectorIndex: index,
                "\(title): readOnly Equals true and false takes reads and writes, as the selector does without it")
        ]
    }

    private func wildcards(_ patterns: PatternList, _ field: SelectorField) -> [SelectorWarning] {
        patterns.patterns.filter { $0.text.hasSuffix("*") }.map {
            nothing(
                """
                \(title): \(field.rawValue) \($0.text(negated: false)) means the character *, as selectors have no \
                wildcards; StartsWith takes beginnings
                """)
        }
    }

    private func unknownOperations(_ clause: Clause) -> [SelectorWarning] {
        guard let type = clause.resources?.type.selecting.patterns.first?.text,
            let known = DataOperations.operations(of: type),
            let names = clause.conditions.first(where: { $0.field == .eventName })?.selecting.patterns
        else { return [] }
        return names.filter { pattern in !known.contains { Pattern(.whole, $0).implies(pattern) } }.map {
            nothing("\(title): eventName \($0.text(negated: false)) fits no documented data event of \(type)")
        }
    }

    private func basicWarnings() -> [SelectorWarning] {
        guard case .basic(let all) = selectors, let resources = all[index].dataResources else { return [] }
        return resources.flatMap { resource -> [SelectorWarning] in
            let type = resource.type ?? ""
            let values = resource.values ?? []
            if values.isEmpty {
                return [nothing("\(title): the data resource \(type) has no values and matches nothing")]
            }
            return values.filter { $0.contains("*") }.map {
                nothing("\(title): \($0) means the character *, as selectors have no wildcards, and hardly matches")
            }
        }
    }

    private func nothing(_ message: String) -> SelectorWarning {
        SelectorWarning(.matchesNothing, selectorIndex: index, message)
    }
}
