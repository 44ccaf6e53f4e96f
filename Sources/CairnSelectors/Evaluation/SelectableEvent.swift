/// An event as selectors look at it: a record's bytes, or the outline of a call that is still going on.
///
/// Laws: it does not allocate memory for what it hands out, where it can be helped; what it says of one event does not
/// change but for getting known.
public protocol SelectableEvent {
    /// `nil` if it is not known yet.
    var category: SelectorCategory? { get }

    /// The text of a field that has one value. For `readOnly` it is `true` or `false`. Never asked for the category,
    /// `resources.type` and `resources.ARN`.
    func text(of field: SelectorField) -> EventText

    /// Calls `visit` with type and ARN of each resource until it returns false. A resource whose ARN is a prefix
    /// (`ARNPrefix`) gives that.
    /// - Returns: false if there may be more resources than those that are known.
    func eachResource(_ visit: (_ type: EventText, _ arn: EventText) -> Bool) -> Bool
}
