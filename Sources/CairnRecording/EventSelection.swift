/// Decides which events are worth a record.
///
/// Laws: it answers from memory, without waiting; `maySelect` is true for the head of every call whose event
/// `selects` would take.
public protocol EventSelection: Sendable {
    /// Whether a call with such a head could become an event that is kept. No resource is known yet.
    func maySelect(_ outline: EventOutline) -> Bool
    /// Whether the event is kept.
    func selects(_ outline: EventOutline) -> Bool
    /// Whether somebody takes events of up to 1 MB, so that records are kept whole up to that.
    var takesLargeEvents: Bool { get }
}

extension EventSelection {
    public var takesLargeEvents: Bool { false }
}

/// Keeps every management event, and data events only if told to.
public struct CategorySelection: EventSelection {
    /// Whether data events are kept too (`--record-data-events`).
    public var includesDataEvents: Bool

    public init(includesDataEvents: Bool = false) { self.includesDataEvents = includesDataEvents }

    public func maySelect(_ outline: EventOutline) -> Bool { selects(outline) }

    public func selects(_ outline: EventOutline) -> Bool {
        outline.category == .management || includesDataEvents
    }
}
