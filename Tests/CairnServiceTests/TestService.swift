import CairnAPI
import CairnModel
import CairnService
import CairnTrails
import Logging

/// A service over a fake history at a fixed time, with one caller.
struct TestService {
    static let now: Double = 1_772_359_502  // 2026-03-01T10:05:02Z

    let history: FakeHistory
    let trails: TrailRegistry
    let clock = ManualClock(now)
    let service: CairnService
    var context = RequestContext(
        account: "222233334444", region: "eu-west-1", accessKeyID: "AKIAEXAMPLE000000001", requestID: "request-1"
    )

    init(
        _ history: FakeHistory = FakeHistory(), rates: RequestRates = .unlimited,
        tokenKey: PageTokenKey = PageTokenKey(bytes: Array(repeating: 7, count: 32)),
        trails: TrailRegistry = TrailRegistry(), preconditions: any TrailPreconditions = LenientPreconditions(),
        organization: Organization? = nil, organizations: (any OrganizationDirectory)? = nil,
        deliveryStatus: any TrailDeliveryStatus = NoDeliveries(),
        publicKeys: any PublicKeySource = NoPublicKeys(), insightMetrics: any InsightMetrics = NoInsightMetrics(),
        configure: (inout CairnService.Configuration) -> Void = { _ in }
    ) {
        self.history = history
        self.trails = trails
        var configuration = CairnService.Configuration(rates: rates, tokenKey: tokenKey)
        configure(&configuration)
        let organizations: any OrganizationDirectory =
            organizations ?? organization.map { StaticOrganizationDirectory($0) } ?? EmptyOrganizationDirectory()
        service = CairnService(
            history: history, trails: trails, preconditions: preconditions, organizations: organizations,
            deliveryStatus: deliveryStatus, publicKeys: publicKeys, insightMetrics: insightMetrics,
            configuration: configuration, clock: clock, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    func lookup(_ request: LookupEventsRequest) async throws(CloudTrailError) -> LookupEventsResponse {
        try await service.scoped(to: context).lookupEvents(request)
    }

    /// The API for the caller, or for another account or region.
    func api(_ account: String? = nil, region: String? = nil) -> some CloudTrailAPI {
        var context = context
        context.account = account ?? context.account
        context.region = region ?? context.region
        return service.scoped(to: context)
    }

    /// Sends a request and returns the code of its error, or `nil` if it was answered.
    func code(_ operation: String, _ body: String) async -> String? {
        await send(operation, body).error?.code.rawValue
    }

    /// Sends a request and returns the text of its answer.
    func answer(_ operation: String, _ body: String) async -> String {
        String(decoding: await send(operation, body).body, as: UTF8.self)
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
