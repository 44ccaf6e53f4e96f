extension TextCondition {
    /// Whether no text can fit: every pattern that selects is wholly excluded.
    var isImpossible: Bool { !selecting.isEmpty && selecting.patterns.allSatisfy(isExcluded) }

    /// Whether whatever the pattern matches is excluded.
    func isExcluded(_ pattern: Pattern) -> Bool { deselecting.patterns.contains { pattern.implies($0) } }

    /// Whether every text that fits this fits the other.
    func implies(_ other: TextCondition) -> Bool {
        let selected = selecting.patterns
        let selectionFits =
            other.selecting.isEmpty
            || !selected.isEmpty
                && selected.allSatisfy { pattern in
                    isExcluded(pattern) || other.selecting.patterns.contains { pattern.implies($0) }
                }
        guard selectionFits else { return false }
        return other.deselecting.patterns.allSatisfy { excluded in
            deselecting.patterns.contains { excluded.implies($0) }
                || !selected.isEmpty && selected.allSatisfy { !$0.overlaps(excluded) }
        }
    }

    /// Whether some text surely fits both.
    func overlaps(_ other: TextCondition) -> Bool {
        if selecting.isEmpty && other.selecting.isEmpty { return true }
        if selecting.isEmpty { return other.selecting.patterns.contains { !isExcluded($0) && !other.isExcluded($0) } }
        if other.selecting.isEmpty { return selecting.patterns.contains { !isExcluded($0) && !other.isExcluded($0) } }
        return selecting.patterns.contains { mine in
            other.selecting.patterns.contains { theirs in
                let narrower = mine.implies(theirs) ? mine : theirs
                return mine.overlaps(theirs) && !isExcluded(narrower) && !other.isExcluded(narrower)
            }
        }
    }
}

extension Clause {
    /// All that the clause asks, but for the data resources of a basic selector.
    var allConditions: [TextCondition] {
        conditions + [resources?.type, resources?.arn].compactMap { $0 }.filter { !$0.isEmpty }
    }

    var isImpossible: Bool { categories.isEmpty || allConditions.contains(where: \.isImpossible) }

    /// Whether every event that this takes is taken by the other.
    func implies(_ other: Clause) -> Bool {
        guard categories.isSubset(of: other.categories) else { return false }
        let fits = other.allConditions.allSatisfy { condition in
            allConditions.contains { $0.field == condition.field && $0.implies(condition) }
        }
        guard fits, let wanted = other.resources?.pairs else { return fits }
        return resources?.pairs?.allSatisfy { pair in wanted.contains { pair.implies($0) } } ?? false
    }

    /// Whether some event is taken by both, as far as single fields can tell.
    func overlaps(_ other: Clause) -> Bool {
        guard !categories.isDisjoint(with: other.categories) else { return false }
        let conditions = allConditions.allSatisfy { mine in
            other.allConditions.filter { $0.field == mine.field }.allSatisfy(mine.overlaps)
        }
        guard conditions else { return false }
        let mine = resources?.asPairs ?? []
        let theirs = other.resources?.asPairs ?? []
        guard resources?.pairs != nil || other.resources?.pairs != nil else { return true }
        return mine.contains { pair in theirs.contains(where: pair.overlaps) }
    }
}

extension ResourceCondition {
    /// Basic and advanced selectors on common ground, for comparison.
    fileprivate var asPairs: [Pair] {
        if let pairs { return pairs }
        return [Pair(type: type.selecting, arn: arn.selecting.isEmpty ? nil : arn.selecting)]
    }
}

extension ResourceCondition.Pair {
    fileprivate func implies(_ other: Self) -> Bool {
        guard type == other.type else { return false }
        guard let wanted = other.arn else { return true }
        return arn?.patterns.allSatisfy { mine in wanted.patterns.contains { mine.implies($0) } } ?? false
    }

    fileprivate func overlaps(_ other: Self) -> Bool {
        guard type == other.type else { return false }
        guard let mine = arn, let theirs = other.arn else { return true }
        return mine.patterns.contains { pattern in theirs.patterns.contains { pattern.overlaps($0) } }
    }
}
