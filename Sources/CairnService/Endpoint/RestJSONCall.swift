import CairnAPI
import CairnModel

/// A call of CloudTrail Data in REST JSON. It has one operation: PutAuditEvents.
struct RestJSONCall {
    let method: String
    let target: String
    let body: [UInt8]
    /// `nil` if access is not controlled.
    let caller: AuthenticatedCall?

    static func matches(_ target: String) -> Bool { path(of: target) == "/PutAuditEvents" }

    func respond(with api: some CloudTrailDataAPI, _ context: RequestContext) async -> EndpointResponse {
        do {
            let answer = try await call(api, context)
            return Self.response(context, 200, answer, nil)
        } catch {
            return Self.refusal(error, context)
        }
    }

    /// The answer to a request that fails.
    static func refusal(_ error: CloudTrailError, _ context: RequestContext) -> EndpointResponse {
        let error = error.asRESTJSON
        return response(context, error.httpStatus, error.restJSONBody, error)
    }

    private func call(
        _ api: some CloudTrailDataAPI, _ context: RequestContext
    ) async throws(CloudTrailError) -> [UInt8] {
        guard method == "POST" else {
            throw CloudTrailError(.unknownOperation, "PutAuditEvents takes POST requests.")
        }
        try context.admit(body: body)
        let request = try request(context)
        try await authorize(request)
        try request.validate()
        return try await api.putAuditEvents(request).jsonText
    }

    private func authorize(_ request: PutAuditEventsRequest) async throws(CloudTrailError) {
        guard let caller else { return }
        var parameters: JSONObject = ["channelArn": .string(request.channelArn)]
        parameters["externalId"] = request.externalId.map(JSON.string)
        try await caller.authorize(.putAuditEvents, .object(parameters))
    }

    private func request(_ context: RequestContext) throws(CloudTrailError) -> PutAuditEventsRequest {
        do {
            var object = body.isEmpty ? JSONObject() : try JSON(parsing: body).objectValue
            object?["channelArn"] = queryValue("channelArn").map { .string(Self.channelARN($0, context)) }
            object?["externalId"] = queryValue("externalId").map(JSON.string)
            return try PutAuditEventsRequest(json: object.map(JSON.object) ?? .null)
        } catch let error as JSONError {
            throw CloudTrailError(APICodingError(.malformed(error.description)))
        } catch let error as APICodingError {
            throw CloudTrailError(error)
        } catch {
            throw CloudTrailError(.serialization, "The request cannot be read.")
        }
    }

    /// The model wants an ARN; the documentation allows the id at the end of it as well.
    private static func channelARN(_ text: String, _ context: RequestContext) -> String {
        guard let reference = ChannelReference(text), reference.arn == nil else { return text }
        return "arn:\(context.partition):cloudtrail:\(context.region):\(context.account):"
            + ResourceKind.channel.prefix + reference.id
    }

    /// The first value of that name in the query, decoded; `nil` if there is none.
    private func queryValue(_ name: String) -> String? {
        let query = target.drop { $0 != "?" }.dropFirst()
        for item in query.split(separator: "&") {
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts[0] == name { return Self.percentDecoded(parts.count > 1 ? parts[1] : "") }
        }
        return nil
    }

    private static func percentDecoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2, let high = HexDigits.value(of: rest[rest.startIndex]),
                let low = HexDigits.value(of: rest[rest.startIndex + 1])
            {
                bytes.append(high << 4 | low)
                rest.removeFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func path(of target: String) -> Substring { target.prefix { $0 != "?" } }

    private static func response(
        _ context: RequestContext, _ status: Int, _ body: [UInt8], _ error: CloudTrailError?
    ) -> EndpointResponse {
        var headers: HeaderFields = ["x-amzn-RequestId": context.requestID, "Content-Type": "application/json"]
        if let error { headers.append("x-amzn-ErrorType", error.code.rawValue) }
        return EndpointResponse(
            status: status, headers: headers, body: body, operation: .putAuditEvents, error: error
        )
    }
}
