import CairnModel

/// A type of resources that can be applied.
protocol AppliedResource {
    static var type: String { get }

    /// Compares a resource with what is there.
    static func step(
        _ id: String, _ json: JSON, _ context: inout ApplyContext, _ omissions: inout [ApplyPlan.Omission]
    ) async throws -> ApplyStep
}
