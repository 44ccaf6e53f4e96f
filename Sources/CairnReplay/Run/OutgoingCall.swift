import CairnModel
public import CairnWire

/// A call on its way to the target.
public struct OutgoingCall: Sendable {
    public var service: ServiceModel
    public var operation: OperationModel
    public var wireProtocol: WireProtocol
    public var request: WireRequest
    public var region: String
    /// The account that the call is made in; empty if the record does not say.
    public var account: String

    var routed: RoutedCall {
        RoutedCall(
            service: service, operation: operation, operationName: operation.name, wireProtocol: wireProtocol,
            target: request.target)
    }

    /// Writes an input in the protocol that its service is told apart best in: JSON where it has it.
    init(
        _ input: WireValue, operation: OperationModel, service: ServiceModel, region: String, account: String
    ) throws(WireError) {
        let order: [WireProtocol] = [.awsJSON, .restJSON, .restXML, .awsQuery, .ec2Query, .rpcV2CBOR]
        wireProtocol = order.first { service.protocols.contains($0) } ?? .awsJSON
        request = try WireCodec.encodeRequest(
            input, operation: operation, service: service, wireProtocol: wireProtocol)
        self.service = service
        self.operation = operation
        self.region = region
        self.account = account
    }
}
