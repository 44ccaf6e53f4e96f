public import CairnModel

/// A place in the tree of constructs: its id, what stands below it, and what is known about it.
///
/// Parents, children and constructs hold each other: a tree lives as long as the program that synthesises it.
public final class Node: Scope {
    /// The id among the children of ``scope``; empty for the app. A `/` in it has become `--`.
    public let id: String
    /// The place above; `nil` for the app.
    public let scope: Node?
    /// The ids from the app down to this, joined by `/`; empty for the app.
    public let path: String
    /// What stands below this, in the order in which it was made.
    public private(set) var children: [Node] = []

    /// The kind of construct, for messages.
    var typeName: String
    /// What stands in a template for this, if anything does.
    var element: CfnElement?
    /// The stack, if this is one's place.
    var ownStack: Stack?
    var context: [String: JSON] = [:]
    var annotations: [Annotation] = []
    var tagChanges: [TagChange] = []
    var validations: [() -> [String]] = []
    private(set) var dependencies: [Node] = []

    init(rootOfType typeName: String) {
        id = ""
        path = ""
        scope = nil
        self.typeName = typeName
    }

    init(_ scope: some Scope, _ id: String, type typeName: String) throws {
        let parent = scope.node
        guard !id.isEmpty else {
            throw ConstructError(.invalidID, path: parent.path, "A construct's id is empty; only the app has none")
        }
        self.id = id.split(separator: "/", omittingEmptySubsequences: false).joined(separator: "--")
        self.scope = parent
        path = parent.path.isEmpty ? self.id : parent.path + "/" + self.id
        self.typeName = typeName
        try parent.adopt(self)
    }

    public var node: Node { self }

    private func adopt(_ child: Node) throws {
        guard self.child(child.id) == nil else {
            let place = id.isEmpty ? "" : " [\(id)]"
            throw ConstructError(
                .duplicateID, path: child.path,
                "There is already a Construct with name '\(child.id)' in \(typeName)\(place)")
        }
        children.append(child)
    }
}

extension Node {
    /// The child of that id, or `nil`.
    public func child(_ id: String) -> Node? { children.first { $0.id == id } }

    /// The app's place.
    public var root: Node { scope?.root ?? self }

    /// From the app down to this.
    public var scopes: [Node] { (scope?.scopes ?? []) + [self] }

    /// This and everything below it: parents before children, children in the order in which they were made.
    public var subtree: [Node] { [self] + children.flatMap(\.subtree) }

    /// The stack that this belongs to, or `nil` above all stacks.
    public var enclosingStack: Stack? { ownStack ?? scope?.enclosingStack }

    /// Declares that everything below this is to be created after everything below the other.
    ///
    /// In one stack this becomes `DependsOn`; over stacks, a dependency of the stacks.
    public func addDependency(on other: some Scope) {
        let target = other.node
        if !dependencies.contains(where: { $0 === target }) { dependencies.append(target) }
    }

    /// Adds a check that ``App/synthesize()`` makes. It returns what is wrong.
    public func addValidation(_ check: @escaping () -> [String]) { validations.append(check) }

    /// The value of a context key, such as a feature flag, here or at the nearest scope that has it.
    public func context(_ key: String) -> JSON? { context[key] ?? scope?.context(key) }

    /// Sets a context key for this and everything below it.
    public func setContext(_ key: String, _ value: JSON) { context[key] = value }

    /// Whether a feature flag is on here.
    func isEnabled(_ flag: FeatureFlag) -> Bool { context(flag.rawValue) == .bool(true) }

    /// The resources at or below this.
    var resources: [CfnResource] { subtree.compactMap { $0.element as? CfnResource } }

    /// An id of letters and digits that no other place of the app has, its stack's id included.
    var uniqueID: String { get throws { try LogicalID.make(scopes.dropFirst().map(\.id), path: path) } }
}
