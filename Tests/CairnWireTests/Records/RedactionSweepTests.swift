import CairnModel
import Testing

@testable import CairnWire

/// No operation of any service may bring a value that its model marks as sensitive into a record.
@Suite struct RedactionSweepTests {
    /// What the model marks but AWS's records show: the names of keys, and the public ids of clients.
    static let shownThoughMarked: Set<String> = [
        "cognito-idp clientId", "s3 x-amz-server-side-encryption-aws-kms-key-id",
        "s3 x-amz-fwd-header-x-amz-server-side-encryption-aws-kms-key-id",
    ]

    @Test func requestsOfAllServicesShowNoSecret() throws {
        var found: Set<String> = []
        var count = 0
        for id in ServiceCatalog.shared.serviceIDs {
            let service = try #require(ServiceCatalog.shared.model(id: id))
            for operation in service.operations {
                guard let input = operation.input else { continue }
                count += 1
                let value = SecretSweep(service: service).value(input)
                let json = Self.parameters(value, operation: operation, service: service)
                for name in SecretSweep.secrets(in: json) { found.insert("\(id) \(name)") }
            }
        }
        print("Requests swept for secrets: \(count) operations")
        #expect(count > 15_000)
        #expect(found == Self.shownThoughMarked)
    }

    @Test func answersOfAllServicesShowNoSecret() throws {
        var found: Set<String> = []
        for id in ServiceCatalog.shared.serviceIDs {
            let service = try #require(ServiceCatalog.shared.model(id: id))
            for operation in service.operations {
                guard let output = operation.output else { continue }
                let value = SecretSweep(service: service).value(output)
                let call = RoutedCall(
                    service: service, operation: operation, operationName: operation.name,
                    wireProtocol: service.protocols.first ?? .awsJSON, target: "/b/k", bucket: "b", key: "k")
                let json = ParameterRendering().responseElements(
                    value, response: WireResponse(status: 200, headers: [:]), call: call, isReadOnly: false)
                for name in SecretSweep.secrets(in: json) { found.insert("\(id) \(name)") }
            }
        }
        #expect(found.isSubset(of: Self.shownThoughMarked))
    }

    /// Text members of requests whose names sound like secrets, that no model marks, and that records show all the
    /// same: each has been looked at. A new model that brings a new one fails here, so that someone decides.
    @Test func namesThatSoundLikeSecretsHaveBeenDecidedUpon() throws {
        let words = ["password", "passphrase", "secret", "token", "privatekey", "plaintext", "credential", "apikey"]
        var shown: Set<String> = []
        for id in ServiceCatalog.shared.serviceIDs {
            let service = try #require(ServiceCatalog.shared.model(id: id))
            for shape in Self.inputShapes(of: service) where shape.kind == .structure {
                for member in shape.members where !member.traits.contains(.sensitive) {
                    let folded = RecordKey.folded(member.name)
                    let memberShape = service.shape(member.shape)
                    guard !memberShape.traits.contains(.sensitive), words.contains(where: folded.contains),
                        !SecretNames.isSecretMember(member.name),
                        [.string, .list, .map].contains(memberShape.kind)
                    else { continue }
                    if !PublicNames.isPublic(folded) { shown.insert(folded) }
                }
            }
        }
        #expect(shown.subtracting(PublicNames.decided) == [])
        #expect(PublicNames.decided.subtracting(shown) == [])
    }

    private static func inputShapes(of service: ServiceModel) -> [ShapeModel] {
        var reached: Set<Int> = []
        var rest = service.operations.compactMap(\.input)
        while let next = rest.popLast() {
            if reached.insert(next.index).inserted, !service.shape(next).traits.contains(.sensitive) {
                rest += service.shape(next).members.map(\.shape)
            }
        }
        return reached.map { service.shapes[$0] }.filter { !$0.traits.contains(.sensitive) }
    }

    /// EC2's newer calls and S3's are recorded from the wire, so they go over it.
    private static func parameters(
        _ value: WireValue, operation: OperationModel, service: ServiceModel
    ) -> JSON {
        let wireProtocol = service.protocols.first ?? .awsJSON
        let style = RecordStyle(service: service, operation: operation)
        var request = WireRequest(method: "POST", target: "/", headers: [:])
        if style == .ec2Wrapper || style == .s3 {
            guard
                let encoded = try? WireCodec.encodeRequest(
                    value, operation: operation, service: service, wireProtocol: wireProtocol)
            else {
                Issue.record("\(service.id) \(operation.name) cannot be encoded")
                return .null
            }
            request = encoded
        }
        let call = RoutedCall(
            service: service, operation: operation, operationName: operation.name, wireProtocol: wireProtocol,
            target: request.target, bucket: "b", key: "k")
        return ParameterRendering().requestParameters(value, request: request, call: call)
    }
}
