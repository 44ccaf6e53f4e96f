/// Turns dependencies of constructs into dependencies of resources and stacks.
enum DependencyLinker {
    static func link(_ root: Node) throws {
        for node in root.subtree {
            for target in node.dependencies.flatMap(\.resources) {
                for source in node.resources { try source.addDependency(on: target) }
            }
        }
    }
}
