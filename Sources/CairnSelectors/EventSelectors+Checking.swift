public import CairnAPI

extension EventSelectors {
    /// As many basic selectors a trail has, and as many advanced ones an event data store.
    static let selectorCountMax = 5
    /// Data resources over all basic selectors, without those that stand for all resources of a type.
    static let dataResourceCountMax = 250
    /// Values over all conditions of all advanced selectors.
    static let valueCountMax = 500

    /// Checks what a request gives and returns the selectors to store, with the defaults of basic selectors filled in.
    ///
    /// The constraints of the API model (lengths, patterns) are checked here too, so that the answer is the same for a
    /// request that did not come over the wire.
    /// - Parameters:
    ///   - basic: what stands in `EventSelectors`; `nil` if the request does not have the member.
    ///   - advanced: what stands in `AdvancedEventSelectors`.
    ///   - allowingWildcards: accepts `arn:aws:s3:::*/*` as a data resource, as emulators do. AWS refuses it, and it
    ///     matches nothing.
    /// - Throws: ``CloudTrailError`` with `invalidEventSelectors`; the message names the selector, the field and what
    ///   is allowed.
    ///
    /// Source: CloudTrail API Reference, PutEventSelectors, AdvancedFieldSelector; User Guide, "Quotas".
    public static func checked(
        basic: [EventSelector]?, advanced: [AdvancedEventSelector]?, for holder: SelectorHolder = .trail,
        allowingWildcards: Bool = false
    ) throws(CloudTrailError) -> EventSelectors {
        switch (basic, advanced) {
        case (_?, _?):
            throw .selectors("EventSelectors and AdvancedEventSelectors cannot be given together; choose one.")
        case (nil, nil): throw .selectors("Either EventSelectors or AdvancedEventSelectors must be given.")
        case (let basic?, nil):
            guard holder == .trail else {
                throw .selectors("An event data store takes AdvancedEventSelectors, not EventSelectors.")
            }
            try BasicSelectorRules(allowsWildcards: allowingWildcards).check(basic)
            return .basic(basic.map(\.withDefaults))
        case (nil, let advanced?):
            try AdvancedSelectorRules(holder: holder).check(advanced)
            return .advanced(advanced)
        }
    }
}

extension CloudTrailError {
    static func selectors(_ message: String) -> CloudTrailError { CloudTrailError(.invalidEventSelectors, message) }
}

extension EventSelector {
    /// With what CloudTrail takes for members that are not given.
    fileprivate var withDefaults: EventSelector {
        EventSelector(
            readWriteType: readWriteType ?? .all, includeManagementEvents: includeManagementEvents ?? true,
            dataResources: dataResources ?? [], excludeManagementEventSources: excludeManagementEventSources)
    }
}
