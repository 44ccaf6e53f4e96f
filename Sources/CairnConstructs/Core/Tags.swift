/// Tags everything taggable at or below a construct. The nearest scope wins.
public struct Tags {
    let node: Node

    public init(of scope: some Scope) { node = scope.node }

    /// - Parameters:
    ///   - types: CloudFormation types to tag; `nil` for all.
    ///   - priority: a higher one wins over a nearer scope.
    public func add(_ key: String, _ value: TemplateString, only types: [String]? = nil, priority: Int = 100) {
        node.tagChanges.append(TagChange(key: key, value: value, types: types, priority: priority))
    }

    public func remove(_ key: String, only types: [String]? = nil, priority: Int = 200) {
        node.tagChanges.append(TagChange(key: key, value: nil, types: types, priority: priority))
    }
}
