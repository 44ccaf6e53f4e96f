@testable import CairnWire

/// Builds small service models for rules that no real service uses today.
struct TestModel {
    private var shapes: [ShapeModel] = []

    mutating func add(
        _ kind: ShapeModel.Kind, _ members: [MemberModel] = [], traits: ShapeModel.Traits = [],
        timestampFormat: String? = nil, payload: String? = nil, name: String = "Shape", xmlNamespace: String? = nil
    ) -> ShapeID {
        shapes.append(
            ShapeModel(
                name: name, kind: kind, traits: traits, timestampFormat: timestampFormat, members: members,
                payload: payload, errorCode: nil, errorStatus: nil, xmlNamespace: xmlNamespace))
        return ShapeID(shapes.count - 1)
    }

    static func member(
        _ name: String, _ shape: ShapeID, _ location: MemberModel.Location = .body, locationName: String? = nil,
        queryName: String? = nil, traits: MemberModel.Traits = [], timestampFormat: String? = nil
    ) -> MemberModel {
        MemberModel(
            name: name, shape: shape, location: location, locationName: locationName, queryName: queryName,
            traits: traits, timestampFormat: timestampFormat, xmlNamespace: nil)
    }

    /// A call of the one operation, whose input and output are the shape given.
    func call(
        _ wireProtocol: WireProtocol, shape: ShapeID, requestURI: String = "/", target: String = "/",
        resultWrapper: String? = nil
    ) -> RoutedCall {
        let operation = OperationModel(
            name: "DoThing", method: "POST", requestURI: requestURI, input: shape, output: shape,
            resultWrapper: resultWrapper, inputWrapper: "DoThingRequest",
            inputXMLNamespace: "https://example.com/doc/", hostPrefix: nil, errors: [], successStatus: 200,
            isUnsigned: false, isReadOnly: false)
        let service = ServiceModel(
            id: "thing", endpointPrefix: "thing", signingName: "thing", protocols: [wireProtocol], jsonVersion: "1.0",
            targetPrefix: "ThingService", apiVersion: "2020-01-01", xmlNamespace: "https://example.com/doc/",
            operations: [operation], shapes: shapes)
        return RoutedCall(
            service: service, operation: operation, operationName: "DoThing", wireProtocol: wireProtocol,
            target: target)
    }
}
