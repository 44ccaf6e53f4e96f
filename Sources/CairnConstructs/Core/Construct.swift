/// A part of an app that may hold further parts: the base of everything in the tree.
///
/// Subclass it to group what belongs together; the id becomes part of the logical ids below it.
///
/// ```swift
/// final class AuditGroup: Construct {
///     override init(_ scope: some Scope, _ id: String) throws {
///         try super.init(scope, id)
///         try Trail(self, "Trail")
///     }
/// }
/// ```
open class Construct: Scope {
    public let node: Node

    /// - Throws: ``ConstructError`` with `duplicateID` if the scope has a child of that id.
    @discardableResult
    public init(_ scope: some Scope, _ id: String) throws {
        node = try Node(scope, id, type: "Construct")
        node.typeName = String(describing: type(of: self))
    }

    init(node: Node) { self.node = node }

    /// What this says to whoever synthesises the app.
    public var annotations: Annotations { Annotations(of: self) }

    /// The tags of this and everything below it.
    public var tags: Tags { Tags(of: self) }
}
