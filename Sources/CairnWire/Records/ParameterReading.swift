public import CairnModel

/// Turns the `requestParameters` of a record back into the input of the call, for replay.
///
/// Keys are looked for by their member's exact name, then by the rule of records, by the names on the wire, and last
/// without regard to case and signs; EC2 and S3 have forms of their own. What finds no place is reported, unless
/// it is a default: `null`, `""`, `{}`, `[]` or `false`.
public struct ParameterReading: Sendable {
    public init() {}

    /// A part of a record that has no place in the call, or not as it stands.
    public struct Leftover: Sendable, Hashable {
        public enum Reason: Sendable, Hashable {
            /// No member of that name.
            case unknownKey
            /// The value is not of the member's type.
            case unreadable
            /// The record holds a placeholder; where the member is text, the placeholder stands in the call.
            case redacted
        }

        /// The keys from the parameters down, joined by dots.
        public var path: String
        public var value: JSON
        public var reason: Reason

        public init(path: String, value: JSON, reason: Reason) {
            self.path = path
            self.value = value
            self.reason = reason
        }
    }

    /// Returns the input, a structure, and what is left over.
    /// - Parameter requestParameters: an object; anything else is an input without members.
    public func input(
        from requestParameters: JSON, operation: OperationModel, service: ServiceModel
    ) -> (value: WireValue, leftovers: [Leftover]) {
        guard let object = requestParameters.objectValue, let shape = operation.input.map(service.shape) else {
            return (.structure([]), ValueReader.unplaced(requestParameters))
        }
        var reader = ValueReader(service: service, operation: operation)
        let members: [WireValue.Member]
        switch RecordStyle(service: service, operation: operation) {
        case .general:
            members = reader.structure(object, shape: shape, path: [])
        case .apiGateway:
            members = reader.structure(Self.unwrapped(object, operation), shape: shape, path: [])
        case .ec2Legacy:
            reader.style = .ec2Legacy
            members = EC2LegacyReading.input(object, shape: shape, reader: &reader)
        case .ec2Wrapper:
            let wrapped = object[EC2WrapperNames.requestKey(of: operation)]
            reader.style = wrapped == nil ? .ec2Legacy : .ec2Wrapper
            members = reader.structure(wrapped.map { $0.objectValue ?? [:] } ?? object, shape: shape, path: [])
        case .s3:
            reader.style = .markup
            members = S3Reading.input(object, shape: shape, reader: &reader)
        }
        return (.structure(members), reader.leftovers)
    }

    /// API Gateway's body stands under the operation's name, beside `template`.
    private static func unwrapped(_ object: JSONObject, _ operation: OperationModel) -> JSONObject {
        var result = JSONObject()
        for member in object.members {
            if member.key == APIGatewayParameters.bodyKey(of: operation), let body = member.value.objectValue {
                result.members += body.members
            } else {
                result.members.append(member)
            }
        }
        return result
    }

    /// How badly a record fits an operation: unmapped keys, values of another type, required members that are missing.
    func misfitCount(_ requestParameters: JSON, operation: OperationModel, service: ServiceModel) -> Int {
        let (value, leftovers) = input(from: requestParameters, operation: operation, service: service)
        let required = operation.input.map { service.shape($0).members.filter { $0.traits.contains(.required) } } ?? []
        return leftovers.count + required.count { value[$0.name] == nil }
    }
}
