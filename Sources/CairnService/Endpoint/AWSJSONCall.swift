import CairnAPI
import CairnModel

/// A call in AWS JSON 1.1: the operation stands in `X-Amz-Target`, everything else in the body.
struct AWSJSONCall {
    let method: String
    let target: String
    let headers: HeaderFields
    let body: [UInt8]
    /// `nil` if access is not controlled.
    let caller: AuthenticatedCall?

    private static let contentType = "application/x-amz-json-1.1"
    /// The second is what some clients send; AWS's own send the first.
    private static let targetPrefixes = [
        "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.", "CloudTrail_20131101.",
    ]

    func respond(with api: some CloudTrailAPI, _ context: RequestContext) async -> EndpointResponse {
        let operation = Self.operation(headers)
        do {
            let answer = try await call(api, operation, context)
            return Self.response(context, 200, answer, operation, nil)
        } catch {
            return Self.response(context, error.httpStatus, error.awsJSONBody, operation, error)
        }
    }

    /// The answer to a request that is not looked at any further.
    static func refusal(
        _ error: CloudTrailError, _ headers: HeaderFields, _ context: RequestContext
    ) -> EndpointResponse {
        response(context, error.httpStatus, error.awsJSONBody, operation(headers), error)
    }

    private func call(
        _ api: some CloudTrailAPI, _ operation: APIOperation?, _ context: RequestContext
    ) async throws(CloudTrailError) -> [UInt8] {
        guard method == "POST", target.prefix(while: { $0 != "?" }) == "/", let name = Self.operationName(headers)
        else {
            throw CloudTrailError(
                .unknownOperation,
                "CloudTrail takes POST requests to / with X-Amz-Target: \(Self.targetPrefixes[0])<Operation>."
            )
        }
        try context.admit(body: body)
        try checkContentType()
        if let caller, let operation { try await caller.authorize(operation, try parameters()) }
        return try await CloudTrailDispatch.call(name, body: body, on: api)
    }

    /// The operation by its target header, or `nil` if that names no operation of CloudTrail's.
    private static func operationName(_ headers: HeaderFields) -> String? {
        guard let target = headers["X-Amz-Target"] else { return nil }
        let prefix = targetPrefixes.first { target.hasPrefix($0) }
        return prefix.map { String(target.dropFirst($0.count)) }
    }

    private static func operation(_ headers: HeaderFields) -> APIOperation? {
        let name = operationName(headers)
        return APIOperation.all.first { $0.name == name && $0.service == .cloudTrail }
    }

    /// The body as JSON, for the policies: what they decide on must be what the operation reads.
    private func parameters() throws(CloudTrailError) -> JSON {
        do {
            return body.isEmpty ? .object(JSONObject()) : try JSON(parsing: body)
        } catch {
            throw CloudTrailError(APICodingError(.malformed(error.description)))
        }
    }

    /// Any JSON type will do, and none as well: what matters is that the body is JSON.
    private func checkContentType() throws(CloudTrailError) {
        guard let type = headers["Content-Type"] else { return }
        let mediaType = type.prefix { $0 != ";" && $0 != " " }.lowercased()
        guard ["application/x-amz-json-1.1", "application/x-amz-json-1.0", "application/json", ""].contains(mediaType)
        else {
            throw CloudTrailError(.serialization, "The content type must be \(Self.contentType).")
        }
    }

    private static func response(
        _ context: RequestContext, _ status: Int, _ body: [UInt8], _ operation: APIOperation?, _ error: CloudTrailError?
    ) -> EndpointResponse {
        let headers: HeaderFields = ["x-amzn-RequestId": context.requestID, "Content-Type": contentType]
        return EndpointResponse(status: status, headers: headers, body: body, operation: operation, error: error)
    }
}
