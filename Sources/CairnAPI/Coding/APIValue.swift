public import CairnModel

/// A value of CloudTrail's API model that reads itself from JSON and writes itself as JSON.
///
/// Law: reading what was written gives an equal value; times are kept to the millisecond.
public protocol APIValue: Sendable, Hashable {
    /// Reads the value. Members that the model does not know are ignored, and null members are absent ones.
    /// - Throws: ``APICodingError`` if the type does not fit or a required member is absent.
    init(json: JSON) throws(APICodingError)

    /// Writes the value as one JSON value; members without a value are left out.
    func write(to writer: inout JSONWriter)
}

/// A structure of the API model: an object with named members.
public protocol APIShape: APIValue {
    /// Notes every member that breaks one of the model's constraints.
    func check(_ checks: inout ConstraintChecks)

    /// About how many bytes the JSON text has, so that room for it is made once. 512 unless a structure knows better.
    var jsonByteCountEstimate: Int { get }
}

extension APIShape {
    /// Reads the structure from JSON text; empty text is an empty object.
    /// - Throws: ``APICodingError`` if it is no JSON or does not fit the model.
    public init(jsonText bytes: [UInt8]) throws(APICodingError) {
        if bytes.isEmpty {
            try self.init(json: .object(JSONObject()))
            return
        }
        let json: JSON
        do {
            json = try JSON(parsing: bytes)
        } catch {
            throw APICodingError(.malformed(error.description))
        }
        try self.init(json: json)
    }

    public var jsonByteCountEstimate: Int { 512 }

    /// The structure as JSON text in UTF-8, without white space.
    public var jsonText: [UInt8] {
        var writer = JSONWriter(reservingCapacity: jsonByteCountEstimate)
        write(to: &writer)
        return writer.bytes
    }
}

/// The input of an operation.
public protocol APIRequest: APIShape {
    associatedtype Response: APIShape

    /// The operation that takes this request.
    static var operation: APIOperation { get }
}

/// The input of an operation of CloudTrail (2013-11-01).
public protocol CloudTrailRequest: APIRequest {
    /// Calls the operation that takes this request.
    func perform(on api: some CloudTrailAPI) async throws(CloudTrailError) -> Response
}
