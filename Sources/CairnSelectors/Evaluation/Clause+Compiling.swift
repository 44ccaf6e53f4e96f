import CairnAPI

extension Clause {
    /// The clauses of all selectors, in their order.
    static func clauses(of selectors: EventSelectors) -> [Clause] {
        switch selectors {
        case .basic(let selectors): selectors.enumerated().flatMap { clauses(of: $0.element, at: $0.offset) }
        case .advanced(let selectors): selectors.enumerated().map { clause(of: $0.element, at: $0.offset) }
        }
    }

    private static func clause(of selector: AdvancedEventSelector, at index: Int) -> Clause {
        var categories = SelectorCategories.all
        var conditions: [TextCondition] = []
        var type: TextCondition?
        var arn: TextCondition?
        for fieldSelector in selector.fieldSelectors {
            // What is not known cannot hold: better to keep too little than what nobody asked for.
            guard let field = SelectorField(rawValue: fieldSelector.field) else { categories = []; continue }
            let condition = TextCondition(field, fieldSelector)
            switch field {
            case .eventCategory: categories.formIntersection(SelectorCategories(fitting: condition))
            case .resourceType: type = condition
            case .resourceARN: arn = condition
            default: conditions.append(condition)
            }
        }
        return Clause(
            selectorIndex: index, categories: categories, conditions: conditions,
            resources: type == nil && arn == nil ? nil : ResourceCondition(type: type, arn: arn))
    }

    private static func clauses(of selector: EventSelector, at index: Int) -> [Clause] {
        let access = access(selector.readWriteType ?? .all)
        var clauses: [Clause] = []
        if selector.includeManagementEvents ?? true {
            let excluded = (selector.excludeManagementEventSources ?? []).map { Pattern(.whole, $0) }
            let source = excluded.isEmpty ? [] : [TextCondition(.eventSource, deselecting: excluded)]
            clauses.append(
                Clause(selectorIndex: index, categories: SelectorCategories(.management), conditions: access + source))
        }
        let pairs = (selector.dataResources ?? []).flatMap(DataResourcePattern.pairs)
        if !pairs.isEmpty {
            clauses.append(
                Clause(
                    selectorIndex: index, categories: SelectorCategories(.data), conditions: access,
                    resources: ResourceCondition(pairs: pairs)))
        }
        return clauses
    }

    /// An event that does not say counts as a write.
    private static func access(_ type: ReadWriteType) -> [TextCondition] {
        switch type {
        case .readOnly: [TextCondition(.readOnly, selecting: [Pattern(.whole, "true")])]
        case .writeOnly: [TextCondition(.readOnly, deselecting: [Pattern(.whole, "true")])]
        default: []
        }
    }
}

extension SelectorCategories {
    /// The categories whose names a condition takes.
    init(fitting condition: TextCondition) {
        self = SelectorCategory.allCases.filter { $0 != .other && condition.holds(for: .string($0.text)) }
            .reduce(into: []) { $0.formUnion(SelectorCategories($1)) }
    }
}
