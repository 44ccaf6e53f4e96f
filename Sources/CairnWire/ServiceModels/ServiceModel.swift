/// A wire protocol of AWS's services, as the Smithy documents name it.
public enum WireProtocol: UInt8, Sendable, Hashable, CaseIterable {
    case awsJSON
    case awsQuery
    case ec2Query
    case restJSON
    case restXML
    case rpcV2CBOR
}

/// What one AWS service calls its operations and shapes: enough to read and write each of its calls.
public final class ServiceModel: Sendable {
    /// The folder name of the model, such as `cloudtrail-data`; unique among all services.
    public let id: String
    public let endpointPrefix: String
    /// The service name in a signature's credential scope.
    public let signingName: String
    /// The first is the one that the model prefers; the others are accepted too.
    public let protocols: [WireProtocol]
    /// `1.0` or `1.1` where the service speaks AWS JSON.
    public let jsonVersion: String?
    /// What stands before the dot in `X-Amz-Target`.
    public let targetPrefix: String?
    public let apiVersion: String
    public let xmlNamespace: String?
    public let operations: [OperationModel]
    public let shapes: [ShapeModel]

    private let operationIndices: [String: Int]

    public init(
        id: String, endpointPrefix: String, signingName: String, protocols: [WireProtocol], jsonVersion: String?,
        targetPrefix: String?, apiVersion: String, xmlNamespace: String?, operations: [OperationModel],
        shapes: [ShapeModel]
    ) {
        self.id = id
        self.endpointPrefix = endpointPrefix
        self.signingName = signingName
        self.protocols = protocols
        self.jsonVersion = jsonVersion
        self.targetPrefix = targetPrefix
        self.apiVersion = apiVersion
        self.xmlNamespace = xmlNamespace
        self.operations = operations
        self.shapes = shapes
        operationIndices = Dictionary(
            operations.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    public func operation(named name: String) -> OperationModel? {
        operationIndices[name].map { operations[$0] }
    }

    public func shape(_ id: ShapeID) -> ShapeModel { shapes[id.index] }
}

/// The place of a shape in its service's list.
public struct ShapeID: Sendable, Hashable {
    public let index: Int

    public init(_ index: Int) { self.index = index }
}

/// One operation of a service; a class, as its many fields would be copied with every call.
public final class OperationModel: Sendable {
    /// The name that clients call, such as `PutObject`; CloudFront's carry no date here.
    public let name: String
    /// `POST`, `GET` … as the model gives it.
    public let method: String
    /// The path template with its fixed query items, such as `/{Bucket}/{Key+}?tagging`.
    public let requestURI: String
    public let input: ShapeID?
    public let output: ShapeID?
    /// The element around a Query answer's members, such as `CreateUserResult`.
    public let resultWrapper: String?
    /// The element around a REST XML input without a payload member, with its namespace.
    public let inputWrapper: String?
    public let inputXMLNamespace: String?
    /// A host label template that stands before the endpoint, such as `{AccountId}.`
    public let hostPrefix: String?
    public let errors: [ShapeID]
    /// The status of a successful answer, 200 where the model is silent.
    public let successStatus: Int
    /// `authtype: none`: callers need not sign.
    public let isUnsigned: Bool
    public let isReadOnly: Bool

    public init(
        name: String, method: String, requestURI: String, input: ShapeID?, output: ShapeID?, resultWrapper: String?,
        inputWrapper: String?, inputXMLNamespace: String?, hostPrefix: String?, errors: [ShapeID], successStatus: Int,
        isUnsigned: Bool, isReadOnly: Bool
    ) {
        self.name = name
        self.method = method
        self.requestURI = requestURI
        self.input = input
        self.output = output
        self.resultWrapper = resultWrapper
        self.inputWrapper = inputWrapper
        self.inputXMLNamespace = inputXMLNamespace
        self.hostPrefix = hostPrefix
        self.errors = errors
        self.successStatus = successStatus
        self.isUnsigned = isUnsigned
        self.isReadOnly = isReadOnly
    }
}

/// One shape of a service.
public final class ShapeModel: Sendable {
    public enum Kind: UInt8, Sendable, Hashable {
        case structure, list, map, string, integer, double, boolean, timestamp, blob
    }

    public struct Traits: OptionSet, Sendable, Hashable {
        public let rawValue: UInt16

        public init(rawValue: UInt16) { self.rawValue = rawValue }

        public static let sensitive = Traits(rawValue: 1 << 0)
        public static let flattened = Traits(rawValue: 1 << 1)
        public static let streaming = Traits(rawValue: 1 << 2)
        public static let document = Traits(rawValue: 1 << 3)
        public static let union = Traits(rawValue: 1 << 4)
        public static let eventStream = Traits(rawValue: 1 << 5)
        public static let exception = Traits(rawValue: 1 << 6)
    }

    public let name: String
    public let kind: Kind
    public let traits: Traits
    /// `iso8601`, `rfc822` or `unixTimestamp`, where the model says so.
    public let timestampFormat: String?
    /// The members of a structure; for a list its element, for a map its key and its value, under those names.
    public let members: [MemberModel]
    /// The member that is the whole body, by name.
    public let payload: String?
    /// The wire code of an exception where it differs from its name, and its status.
    public let errorCode: String?
    public let errorStatus: Int?
    /// An XML namespace that the element of this shape carries.
    public let xmlNamespace: String?

    public init(
        name: String, kind: Kind, traits: Traits, timestampFormat: String?, members: [MemberModel], payload: String?,
        errorCode: String?, errorStatus: Int?, xmlNamespace: String?
    ) {
        self.name = name
        self.kind = kind
        self.traits = traits
        self.timestampFormat = timestampFormat
        self.members = members
        self.payload = payload
        self.errorCode = errorCode
        self.errorStatus = errorStatus
        self.xmlNamespace = xmlNamespace
    }

    public func member(named name: String) -> MemberModel? { members.first { $0.name == name } }
}

/// One member of a shape.
public final class MemberModel: Sendable {
    /// Where a REST member travels; `body` for all others.
    public enum Location: UInt8, Sendable, Hashable {
        case body, uri, querystring, header, headers, statusCode
    }

    public struct Traits: OptionSet, Sendable, Hashable {
        public let rawValue: UInt16

        public init(rawValue: UInt16) { self.rawValue = rawValue }

        public static let required = Traits(rawValue: 1 << 0)
        public static let flattened = Traits(rawValue: 1 << 1)
        public static let sensitive = Traits(rawValue: 1 << 2)
        public static let xmlAttribute = Traits(rawValue: 1 << 3)
        public static let idempotencyToken = Traits(rawValue: 1 << 4)
        public static let jsonValue = Traits(rawValue: 1 << 5)
        public static let hostLabel = Traits(rawValue: 1 << 6)
        public static let streaming = Traits(rawValue: 1 << 7)
        public static let eventPayload = Traits(rawValue: 1 << 8)
        public static let eventHeader = Traits(rawValue: 1 << 9)
    }

    public let name: String
    public let shape: ShapeID
    public let location: Location
    /// The name on the wire where it differs from the member's.
    public let locationName: String?
    /// EC2's own name in a request.
    public let queryName: String?
    public let traits: Traits
    public let timestampFormat: String?
    public let xmlNamespace: String?

    public init(
        name: String, shape: ShapeID, location: Location, locationName: String?, queryName: String?, traits: Traits,
        timestampFormat: String?, xmlNamespace: String?
    ) {
        self.name = name
        self.shape = shape
        self.location = location
        self.locationName = locationName
        self.queryName = queryName
        self.traits = traits
        self.timestampFormat = timestampFormat
        self.xmlNamespace = xmlNamespace
    }

    /// The name on the wire: the location name, else the member's own.
    public var wireName: String { locationName ?? name }
}
