/// Where constructs are made: another construct, or a place in the tree.
///
/// Every initialiser of a construct takes a scope first and the construct's id in it second.
public protocol Scope {
    /// The place in the tree.
    var node: Node { get }
}
