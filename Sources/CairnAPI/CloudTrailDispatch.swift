/// Calls an operation by its name, with JSON in and JSON out, as AWS JSON 1.1 does.
public enum CloudTrailDispatch {
    /// Reads the request, calls the operation and returns the text of its answer.
    ///
    /// - Parameters:
    ///   - operation: the name, without the prefix of `X-Amz-Target`.
    ///   - body: JSON text in UTF-8; empty for a request without members.
    /// - Throws: ``CloudTrailError`` with `unknownOperation`, `serialization` for JSON that does not fit the model,
    ///   `validation` for an absent required member, or what the operation throws.
    public static func call(
        _ operation: String, body: [UInt8], on api: some CloudTrailAPI
    ) async throws(CloudTrailError) -> [UInt8] {
        guard let type = requestType(of: operation) else {
            throw CloudTrailError(.unknownOperation, "CloudTrail has no operation \(operation.prefix(128)).")
        }
        return try await call(type, body: body, on: api)
    }

    private static func call<Request: CloudTrailRequest>(
        _ type: Request.Type, body: [UInt8], on api: some CloudTrailAPI
    ) async throws(CloudTrailError) -> [UInt8] {
        let request: Request
        do {
            request = try Request(jsonText: body)
        } catch {
            throw CloudTrailError(error)
        }
        return try await request.perform(on: api).jsonText
    }
}

extension CloudTrailError {
    /// The truthful answer of an operation that this installation does not have.
    public static func unsupported(_ operation: APIOperation) -> Self {
        Self(.unsupportedOperation, "\(operation.name) is not supported by this installation of Cairn.")
    }
}
