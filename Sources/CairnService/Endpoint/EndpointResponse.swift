public import CairnAPI
public import CairnModel

/// An answer of the CloudTrail endpoint, ready to be put on the wire.
public struct EndpointResponse: Sendable {
    public var status: Int
    public var headers: HeaderFields
    public var body: [UInt8]
    /// The operation that was called, if there is one of that name.
    public var operation: APIOperation?
    /// What went wrong, if something did.
    public var error: CloudTrailError?
}
