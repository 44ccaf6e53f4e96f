/// What a selector asks of an event's resources, evaluated in one walk over them.
struct ResourceCondition: Sendable, Hashable {
    /// A data resource of a basic selector: both must fit the same resource.
    struct Pair: Sendable, Hashable {
        let type: PatternList
        /// `nil` for all resources of the type.
        let arn: PatternList?
    }

    /// Empty if nothing is asked of the type; so is `arn`.
    let type: TextCondition
    let arn: TextCondition
    /// `nil` for an advanced selector; otherwise any of them is enough.
    let pairs: [Pair]?
    private let canExclude: Bool

    init(type: TextCondition? = nil, arn: TextCondition? = nil, pairs: [Pair]? = nil) {
        self.type = type ?? TextCondition(.resourceType)
        self.arn = arn ?? TextCondition(.resourceARN)
        self.pairs = pairs
        canExclude = !self.type.deselecting.isEmpty || !self.arn.deselecting.isEmpty
    }

    @inline(__always)
    func holds(for event: some SelectableEvent) -> Bool {
        var typeFits = type.selecting.isEmpty
        var arnFits = arn.selecting.isEmpty
        var pairFits = pairs == nil
        var isExcluded = false
        let isComplete = event.eachResource { type, arn in
            if !typeFits { typeFits = self.type.selecting.matches(type, ifUnknown: true) }
            if !arnFits { arnFits = self.arn.selecting.matches(arn, ifUnknown: true) }
            if !pairFits { pairFits = fitsPair(type, arn) }
            if canExclude {
                isExcluded =
                    self.type.deselecting.matches(type, ifUnknown: false)
                    || self.arn.deselecting.matches(arn, ifUnknown: false)
            }
            return !isExcluded && (canExclude || !(typeFits && arnFits && pairFits))
        }
        return !isExcluded && (!isComplete || typeFits && arnFits && pairFits)
    }

    private func fitsPair(_ type: EventText, _ arn: EventText) -> Bool {
        for pair in pairs ?? [] where pair.type.matches(type, ifUnknown: true) {
            guard let arns = pair.arn else { return true }
            if arns.matches(arn, ifUnknown: true) { return true }
        }
        return false
    }
}
