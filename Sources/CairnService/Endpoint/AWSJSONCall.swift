import CairnAPI
import CairnModel

/// A call in AWS JSON 1.1: the operation stands in `X-Amz-Target`, everything else in the body.
struct AWSJSONCall {
    let method: String
    let target: String
    let headers: HeaderFields
    let body: [UInt8]

    private static let contentType = "application/x-amz-json-1.1"
    /// The second is what some clients send; AWS's own send the first.
    private static let targetPrefixes = [
        "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.", "CloudTrail_20131101.",
    ]

    func respond(with api: some CloudTrailAPI, _ context: RequestContext) async -> EndpointResponse {
        let operation = operationName.flatMap { name in
            APIOperation.all.first { $0.name == name && $0.service == .cloudTrail }
        }
        do {
            let answer = try await call(api, context)
            return response(context, 200, answer, operation, nil)
        } catch {
            return response(context, error.httpStatus, error.awsJSONBody, operation, error)
        }
    }

    private func call(_ api: some CloudTrailAPI, _ context: RequestContext) async throws(CloudTrailError) -> [UInt8] {
        guard method == "POST", target.prefix(while: { $0 != "?" }) == "/", let name = operationName else {
            throw CloudTrailError(
                .unknownOperation,
                "CloudTrail takes POST requests to / with X-Amz-Target: \(Self.targetPrefixes[0])<Operation>."
            )
        }
        try context.admit(body: body)
        try checkContentType()
        return try await CloudTrailDispatch.call(name, body: body, on: api)
    }

    /// The operation by its target header, or `nil` if that names no operation of CloudTrail's.
    private var operationName: String? {
        guard let target = headers["X-Amz-Target"] else { return nil }
        let prefix = Self.targetPrefixes.first { target.hasPrefix($0) }
        return prefix.map { String(target.dropFirst($0.count)) }
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

    private func response(
        _ context: RequestContext, _ status: Int, _ body: [UInt8], _ operation: APIOperation?, _ error: CloudTrailError?
    ) -> EndpointResponse {
        let headers: HeaderFields = ["x-amzn-RequestId": context.requestID, "Content-Type": Self.contentType]
        return EndpointResponse(status: status, headers: headers, body: body, operation: operation, error: error)
    }
}
