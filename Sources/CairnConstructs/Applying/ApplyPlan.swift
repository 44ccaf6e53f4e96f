/// What has to be done so that a deployment is as its template says.
public struct ApplyPlan: Hashable, Sendable {
    public var steps: [ApplyStep]
    /// What of the template is left out, and why.
    public var omissions: [Omission]

    /// Something of a template that is not applied.
    public struct Omission: Hashable, Sendable {
        public let logicalID: String
        public let type: String
        /// The property; `nil` for the whole resource.
        public let property: String?
        public let reason: String
    }

    /// Whether nothing has to be done.
    public var isEmpty: Bool { steps.allSatisfy { $0.calls.isEmpty } }
}
