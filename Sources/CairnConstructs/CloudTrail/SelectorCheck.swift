import CairnAPI
import CairnModel
import CairnSelectors

/// Checks selectors by CloudTrail's own rules, with examples for values that only the deployment knows.
struct SelectorCheck {
    private let stack: Stack

    init(_ stack: Stack) { self.stack = stack }

    /// What CloudTrail refuses; none if there are no selectors.
    func problems(of selectors: [CfnTrail.AdvancedEventSelector]?, for holder: SelectorHolder) -> [String] {
        converted(selectors).map { refusal("advancedEventSelectors", basic: nil, advanced: $0, holder) } ?? []
    }

    /// What CloudTrail refuses about basic selectors: more than five, more than 250 values over all of them.
    func problems(of selectors: [CfnTrail.EventSelector]?) -> [String] {
        guard let selectors, !selectors.isEmpty else { return [] }
        let converted = selectors.compactMap { try? EventSelector(json: json($0)) }
        return refusal("eventSelectors", basic: converted, advanced: nil, .trail)
    }

    /// What is allowed about selectors and probably not meant.
    func warnings(of selectors: [CfnTrail.AdvancedEventSelector]?) -> [String] {
        guard let converted = converted(selectors), problems(of: selectors, for: .trail).isEmpty else { return [] }
        return EventSelectors.advanced(converted).warnings().map(\.message)
    }

    private func refusal(
        _ property: String, basic: [EventSelector]?, advanced: [AdvancedEventSelector]?, _ holder: SelectorHolder
    ) -> [String] {
        do throws(CloudTrailError) {
            _ = try EventSelectors.checked(basic: basic, advanced: advanced, for: holder)
            return []
        } catch {
            return ["\(property): \(error.message)"]
        }
    }

    private func converted(_ selectors: [CfnTrail.AdvancedEventSelector]?) -> [AdvancedEventSelector]? {
        guard let selectors, !selectors.isEmpty else { return nil }
        return selectors.compactMap { try? AdvancedEventSelector(json: json($0)) }
    }

    private func json(_ value: some TemplateConvertible) throws -> JSON {
        let resolver = Resolver(stack, isSearching: true)
        return ExampleValues.filling(try resolver.json(value.templateValue) ?? [:])
    }
}
