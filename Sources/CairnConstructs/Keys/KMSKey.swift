/// A key of KMS, or an alias, which can be used like one.
public protocol KMSKey: AnyObject {
    var keyARN: TemplateString { get }
    /// The key's id, or the alias's name.
    var keyID: TemplateString { get }

    /// Adds a statement to the key's policy.
    /// - Returns: whether it could: nothing can be added to an imported key.
    @discardableResult
    func addToResourcePolicy(_ statement: PolicyStatement) throws -> Bool
}

extension KMSKey {
    /// Lets someone do something with the key, in the key's own policy.
    /// - Returns: whether it could.
    @discardableResult
    public func grant(_ principal: PolicyPrincipal, _ actions: [TemplateString], conditions: PropertyList = [:]) throws
        -> Bool
    {
        try addToResourcePolicy(
            PolicyStatement(actions: actions, principals: [principal], resources: ["*"], conditions: conditions))
    }
}
