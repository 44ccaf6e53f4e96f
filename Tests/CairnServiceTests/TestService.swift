import CairnAPI
import CairnModel
import CairnService
import Logging

/// A service over a fake history at a fixed time, with one caller.
struct TestService {
    static let now: Double = 1_772_359_502  // 2026-03-01T10:05:02Z

    let history: FakeHistory
    let clock = ManualClock(now)
    let service: CairnService
    var context = RequestContext(
        account: "222233334444", region: "eu-west-1", accessKeyID: "AKIAEXAMPLE000000001", requestID: "request-1"
    )

    init(
        _ history: FakeHistory = FakeHistory(), rates: RequestRates = .unlimited,
        tokenKey: PageTokenKey = PageTokenKey(bytes: Array(repeating: 7, count: 32))
    ) {
        self.history = history
        service = CairnService(
            history: history, configuration: .init(rates: rates, tokenKey: tokenKey), clock: clock,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    func lookup(_ request: LookupEventsRequest) async throws(CloudTrailError) -> LookupEventsResponse {
        try await service.scoped(to: context).lookupEvents(request)
    }

    /// Sends a request as it would come over the wire, with the operation in the target header.
    func send(
        _ operation: String, _ body: String, method: String = "POST", target: String = "/",
        prefix: String = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.",
        contentType: String? = "application/x-amz-json-1.1"
    ) async -> EndpointResponse {
        var headers: HeaderFields = ["x-amz-target": prefix + operation]
        headers["content-type"] = contentType
        return await CloudTrailEndpoint(service: service).respond(
            method: method, target: target, headers: headers, body: Array(body.utf8), context: context
        )
    }
}
