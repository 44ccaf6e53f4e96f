import CairnModel
import CairnSigning
import CairnWire

/// A request that is not signed yet, its bucket in the path, and all that its tries need.
struct OutgoingRequest: Sendable {
    let service: ServiceModel
    /// The operation, for messages.
    let name: String
    var method: String
    var target: String
    var headers: HeaderFields
    var body: AWSRequestBody
    var payload: SigV4.Payload
    var region: String
    var isUnsigned = false
    var hostPrefix: String?
}
