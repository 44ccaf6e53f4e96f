/// An operation of CloudTrail or CloudTrail Data, as AWS's API model describes it.
public struct APIOperation: Sendable {
    public enum Service: Sendable, Hashable {
        /// CloudTrail, 2013-11-01: AWS JSON 1.1.
        case cloudTrail
        /// CloudTrail Data, 2021-08-11: REST JSON.
        case cloudTrailData
    }

    /// The name on the wire and in records, such as `LookupEvents`.
    public let name: String
    public let service: Service
    /// Whether the model marks the operation as idempotent.
    public let isIdempotent: Bool
    /// The errors that the model lists for the operation.
    public let declaredErrors: [CloudTrailError.Code]

    /// Whether the operation only reads, as `readOnly` of its records says.
    public var isReadOnly: Bool {
        ["Get", "List", "Describe", "Lookup", "Search"].contains { name.hasPrefix($0) }
    }

    func declares(_ code: CloudTrailError.Code) -> Bool { declaredErrors.contains(code) }
}

extension APIOperation: Hashable {
    public static func == (left: Self, right: Self) -> Bool {
        left.name == right.name && left.service == right.service
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(service)
    }
}

extension APIOperation: CustomStringConvertible {
    public var description: String { name }
}
