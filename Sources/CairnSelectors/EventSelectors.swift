public import CairnAPI

/// Which events a trail or an event data store keeps: basic or advanced event selectors, never both.
///
/// An event is kept if any selector takes it. Values made by ``checked(basic:advanced:for:allowingWildcards:)`` follow
/// CloudTrail's rules; ``CompiledSelectors`` evaluates any value.
///
/// Source: CloudTrail API Reference, EventSelector and AdvancedEventSelector.
public enum EventSelectors: Sendable, Hashable {
    case basic([EventSelector])
    case advanced([AdvancedEventSelector])

    /// What a trail has until it is given others: all management events, no data events.
    public static let standard = EventSelectors.basic([
        EventSelector(
            readWriteType: .all, includeManagementEvents: true, dataResources: [], excludeManagementEventSources: [])
    ])

    /// What an event data store has unless it is given others.
    public static let standardForEventDataStore = EventSelectors.advanced([
        AdvancedEventSelector(
            name: "Default management events",
            fieldSelectors: [AdvancedFieldSelector(field: SelectorField.eventCategory.rawValue, equals: ["Management"])]
        )
    ])

    public var basicSelectors: [EventSelector]? {
        guard case .basic(let selectors) = self else { return nil }
        return selectors
    }

    public var advancedSelectors: [AdvancedEventSelector]? {
        guard case .advanced(let selectors) = self else { return nil }
        return selectors
    }

    /// Whether a trail with these has no selectors of its own: `HasCustomEventSelectors` is the opposite.
    public var isStandard: Bool {
        guard case .basic(let selectors) = self, selectors.count == 1, let selector = selectors.first else {
            return false
        }
        return (selector.readWriteType ?? .all) == .all && selector.includeManagementEvents ?? true
            && (selector.dataResources ?? []).isEmpty && (selector.excludeManagementEventSources ?? []).isEmpty
    }

    /// How many selectors there are.
    public var count: Int {
        switch self {
        case .basic(let selectors): selectors.count
        case .advanced(let selectors): selectors.count
        }
    }

    /// The selector's own name; basic ones have none.
    public func name(at index: Int) -> String? {
        guard case .advanced(let selectors) = self, selectors.indices.contains(index) else { return nil }
        return selectors[index].name.flatMap { $0.isEmpty ? nil : $0 }
    }
}
