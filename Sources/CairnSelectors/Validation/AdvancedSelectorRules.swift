import CairnAPI

/// The rules of advanced event selectors: how many, which fields in which category, which operators and values.
///
/// Source: CloudTrail API Reference, AdvancedEventSelector and AdvancedFieldSelector.
struct AdvancedSelectorRules {
    let holder: SelectorHolder

    private static let valueLengthMax = 2048
    private static let nameLengthMax = 1000

    func check(_ selectors: [AdvancedEventSelector]) throws(CloudTrailError) {
        guard !selectors.isEmpty else { throw .selectors("AdvancedEventSelectors is empty; at least one is needed.") }
        guard holder == .trail || selectors.count <= EventSelectors.selectorCountMax else {
            throw .selectors(
                """
                AdvancedEventSelectors has \(selectors.count) selectors; an event data store takes \
                \(EventSelectors.selectorCountMax).
                """)
        }
        try checkValueCount(selectors)
        var kinds: [StoreKind] = []
        for (index, selector) in selectors.enumerated() {
            kinds.append(StoreKind(try check(selector, "AdvancedEventSelectors[\(index)]")))
        }
        guard Set(kinds).count == 1 else {
            throw .selectors(
                """
                AdvancedEventSelectors mixes kinds of events: one event data store keeps either CloudTrail events \
                (Management, Data, NetworkActivity), or Insight, ConfigurationItem, Evidence or ActivityAuditLog.
                """)
        }
    }

    private func checkValueCount(_ selectors: [AdvancedEventSelector]) throws(CloudTrailError) {
        let count = selectors.flatMap(\.fieldSelectors).reduce(0) { sum, selector in
            SelectorOperator.allCases.reduce(sum) { $0 + ($1.values(in: selector)?.count ?? 0) }
        }
        guard count <= EventSelectors.valueCountMax else {
            throw .selectors(
                """
                AdvancedEventSelectors has \(count) values; at most \(EventSelectors.valueCountMax) over all conditions \
                are allowed.
                """)
        }
    }

    /// - Returns: the selector's category.
    private func check(_ selector: AdvancedEventSelector, _ place: String) throws(CloudTrailError) -> SelectorCategory {
        guard (selector.name ?? "").utf16.count <= Self.nameLengthMax else {
            throw .selectors("\(place).Name is longer than \(Self.nameLengthMax) characters.")
        }
        guard !selector.fieldSelectors.isEmpty else {
            throw .selectors("\(place).FieldSelectors is empty; eventCategory at least is needed.")
        }
        let category = try category(of: selector, place)
        var seen: Set<SelectorField> = []
        for (index, fieldSelector) in selector.fieldSelectors.enumerated() {
            let place = "\(place).FieldSelectors[\(index)]"
            let field = try field(of: fieldSelector, place)
            guard seen.insert(field).inserted else {
                throw .selectors("\(place): the field \(field.rawValue) stands twice in one selector.")
            }
            try check(fieldSelector, field, category, "\(place) (\(field.rawValue))")
        }
        for field in SelectorField.allCases where FieldRule.isRequired(field, category) && !seen.contains(field) {
            throw .selectors("\(place): the field \(field.rawValue) is required for \(category.text) events.")
        }
        return category
    }

    private func field(of selector: AdvancedFieldSelector, _ place: String) throws(CloudTrailError) -> SelectorField {
        guard let field = SelectorField(rawValue: selector.field) else {
            let known = SelectorField.allCases.map(\.rawValue).joined(separator: ", ")
            throw .selectors("\(place).Field '\(CloudTrailError.excerpt(selector.field))' is not valid: \(known).")
        }
        return field
    }

    /// The one category that a selector names.
    private func category(
        of selector: AdvancedEventSelector, _ place: String
    ) throws(CloudTrailError) -> SelectorCategory {
        let field = SelectorField.eventCategory.rawValue
        guard let condition = selector.fieldSelectors.first(where: { $0.field == field }) else {
            for (index, fieldSelector) in selector.fieldSelectors.enumerated() {
                _ = try self.field(of: fieldSelector, "\(place).FieldSelectors[\(index)]")
            }
            throw .selectors("\(place): the field \(field) is required.")
        }
        let allowed = FieldRule.categories(for: holder)
        guard let values = condition.equals, values.count == 1, let value = values.first,
            let category = allowed.first(where: { $0.text == value })
        else {
            throw .selectors(
                """
                \(place): the field \(field) takes Equals with one value: \
                \(allowed.map(\.text).joined(separator: ", ")).
                """)
        }
        return category
    }

    private func check(
        _ selector: AdvancedFieldSelector, _ field: SelectorField, _ category: SelectorCategory, _ place: String
    ) throws(CloudTrailError) {
        guard let rule = FieldRule.rule(field, category, holder) else {
            let known = SelectorField.allCases.filter { FieldRule.rule($0, category, holder) != nil }.map(\.rawValue)
            throw .selectors(
                """
                \(place): not a field for \(category.text) events of \(holder.text). Fields are \
                \(known.joined(separator: ", ")).
                """)
        }
        let given = SelectorOperator.allCases.compactMap { operation in
            operation.values(in: selector).map { (operation, $0) }
        }
        guard !given.isEmpty else { throw .selectors("\(place): no operator is given; \(rule.operatorsText).") }
        var valueCount = 0
        for (operation, values) in given {
            guard rule.operators.contains(operation) else {
                throw .selectors("\(place): the operator \(operation.rawValue) is not valid; \(rule.operatorsText).")
            }
            guard !values.isEmpty else { throw .selectors("\(place): \(operation.rawValue) has no values.") }
            valueCount += values.count
            for value in values { try check(value, operation, rule, place) }
        }
        guard valueCount <= rule.valueCountMax else {
            throw .selectors("\(place): \(valueCount) values are given; only \(rule.valueCountMax) is allowed.")
        }
    }

    private func check(
        _ value: String, _ operation: SelectorOperator, _ rule: FieldRule, _ place: String
    ) throws(CloudTrailError) {
        guard 1...Self.valueLengthMax ~= value.utf16.count else {
            throw .selectors(
                "\(place).\(operation.rawValue): a value has 1 to \(Self.valueLengthMax) characters.")
        }
        guard rule.values.accepts(value, operation) else {
            throw .selectors(
                "\(place).\(operation.rawValue): the value '\(CloudTrailError.excerpt(value))' is not valid; "
                    + "\(rule.values.text).")
        }
    }
}

/// What one event data store holds; kinds are not mixed.
private enum StoreKind: Hashable {
    case cloudTrailEvents
    case other(SelectorCategory)

    init(_ category: SelectorCategory) {
        switch category {
        case .management, .data, .networkActivity: self = .cloudTrailEvents
        default: self = .other(category)
        }
    }
}

extension SelectorHolder {
    var text: String { self == .trail ? "a trail" : "an event data store" }
}
