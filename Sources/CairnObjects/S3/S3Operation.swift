import CairnModel
import CairnWire

/// One operation of S3 in the terms of its model.
struct S3Operation {
    private let service: ServiceModel
    private let model: OperationModel

    init(_ name: String) throws(ObjectStoreError) {
        guard let service = ServiceCatalog.shared.model(id: "s3"), let model = service.operation(named: name) else {
            throw ObjectStoreError(.internalError, "The table of services is damaged: it has no \(name) of S3")
        }
        self.service = service
        self.model = model
    }

    func request(_ input: WireValue) throws(ObjectStoreError) -> WireRequest {
        do {
            return try WireCodec.encodeRequest(input, operation: model, service: service, wireProtocol: .restXML)
        } catch {
            throw ObjectStoreError(.invalidArgument, "The object cannot be put: \(error)", cause: error)
        }
    }

    func output(of response: WireResponse) throws(ObjectStoreError) -> WireValue {
        let call = RoutedCall(
            service: service, operation: model, operationName: model.name, wireProtocol: .restXML, target: "/")
        do {
            return try WireCodec.decodeResponse(response, call: call)
        } catch {
            throw ObjectStoreError(.internalError, "The answer cannot be read: \(error)", cause: error)
        }
    }

    /// Seconds since the epoch of a date in a header.
    static func time(_ text: String) -> Double? {
        let head = WireResponse(status: 200, headers: ["Last-Modified": text])
        guard case .timestamp(let seconds)? = try? S3Operation("HeadObject").output(of: head)["LastModified"] else {
            return nil
        }
        return seconds
    }
}
