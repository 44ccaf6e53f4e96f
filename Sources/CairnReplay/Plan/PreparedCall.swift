import CairnModel
import CairnWire

/// A call as its record allows it: the operation, its input, and what stands in for what the record does not hold.
struct PreparedCall: Sendable {
    let service: ServiceModel
    let operation: OperationModel
    var input: WireValue
    var approximations: [Approximation]
    /// Parts of the record that have no place in the call: it is sent without them.
    var unplaced: [String]
    /// The item or key of DynamoDB that the table's own keys have to give, if there is one.
    var neededItem: String?

    var isApproximate: Bool { !approximations.isEmpty }
}
