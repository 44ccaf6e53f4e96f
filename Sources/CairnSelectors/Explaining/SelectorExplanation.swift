/// Why an event is kept or not.
public struct SelectorExplanation: Sendable, Hashable {
    public var isSelected: Bool
    /// What each selector says, in their order.
    public var verdicts: [SelectorVerdict]

    /// The selector that took the event first; else, if there is one, the only one for events of its category, or the
    /// last of them that refused it.
    public var decisive: SelectorVerdict? {
        verdicts.first(where: \.takes) ?? verdicts.last { $0.field != .eventCategory } ?? verdicts.last
    }

    /// One line: `selector 1 "Writes": resources.ARN StartsWith "arn:aws:s3:::box/"`.
    public var summary: String {
        guard let decisive else { return "there are no selectors" }
        let refusers = verdicts.filter { $0.field == .eventCategory }
        if !isSelected, refusers.count == verdicts.count, verdicts.count > 1 {
            return "no selector is for such events: \(decisive.reason)"
        }
        return "\(decisive.title): \(decisive.reason)"
    }
}

/// What one selector says of an event.
public struct SelectorVerdict: Sendable, Hashable {
    /// Counted from 0.
    public var index: Int
    /// `nil` for basic selectors and for those without a name.
    public var name: String?
    public var takes: Bool
    /// The field by which it was decided; `nil` if the event was taken for its category alone.
    public var field: SelectorField?
    /// For people: the condition and the value that decided.
    public var reason: String

    /// `selector 1 "Name"`, counted from 1 as people do.
    public var title: String { "selector \(index + 1)" + (name.map { " \"\($0)\"" } ?? "") }
}
