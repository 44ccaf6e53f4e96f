import CairnModel
import CairnWire

/// Settings that are kept as the XML in which they are put and got.
enum StoredDocument {
    /// The setting in a call that puts it, written by the model: what the caller sent beside it is gone.
    static func bytes(of call: BucketCall) throws -> [UInt8] {
        try WireCodec.encodeRequest(
            call.input, operation: call.operation, service: call.service, wireProtocol: .restXML
        ).body.bytes
    }

    /// The input of the operation that put a document, `nil` if that cannot be read.
    static func value(_ document: [UInt8], of name: String, _ service: ServiceModel) -> WireValue? {
        guard let operation = service.operation(named: name) else { return nil }
        let call = RoutedCall(
            service: service, operation: operation, operationName: name, wireProtocol: .restXML, target: "/")
        let request = WireRequest(
            method: operation.method, target: "/", headers: HeaderFields(), body: WireBody(document))
        return try? WireCodec.decodeRequest(request, call: call)
    }

    static func answer(_ document: [UInt8]) -> BucketAnswer {
        let declaration = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)
        return BucketAnswer(
            status: 200, headers: ["Content-Type": "application/xml"], body: .bytes(declaration + document))
    }
}
