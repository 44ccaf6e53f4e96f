/// Puts the model's constraints, and whatever else comes before an operation, in front of an implementation.
///
/// It is the one place where requests are validated, for callers in the process as for those over the wire.
public struct CheckedCloudTrailAPI<Base: CloudTrailAPI>: CloudTrailRequestSender {
    private let base: Base
    private let admit: @Sendable (APIOperation) throws(CloudTrailError) -> Void

    /// - Parameter admit: runs before the request is looked at, and throws if the call is not wanted now.
    public init(
        _ base: Base, admit: @escaping @Sendable (APIOperation) throws(CloudTrailError) -> Void = { _ in }
    ) {
        self.base = base
        self.admit = admit
    }

    public func send<Request: CloudTrailRequest>(
        _ request: Request
    ) async throws(CloudTrailError) -> Request.Response {
        try admit(Request.operation)
        try request.validate()
        return try await request.perform(on: base)
    }
}
