public import CairnAPI
public import CairnAWSClient
import CairnModel
public import Logging

/// The CloudTrail API over HTTP: of AWS, of Cairn, or of anything else that speaks it.
///
///     let client = CloudTrailClient(CloudTrailClient.Settings(endpointURL: "http://127.0.0.1:4734"))
///     for try await event in client.items(of: LookupEventsRequest()) { print(event.eventName ?? "") }
///
/// It is a value without state of its own: copies share connections, credentials and the quota for retries. Every
/// operation throws `CloudTrailError`: one of the API model, one that the model does not know, whose code is kept as
/// it came, or one of the client itself (`CloudTrailError.Code.isOfClient`). A cancelled task ends its call at once.
///
/// Requests are signed with Signature Version 4. Failed ones are tried again as AWS's SDKs do in their standard mode:
/// with growing, random waits, for throttling that comes as status 400 too, and only while the quota lasts.
public struct CloudTrailClient: CloudTrailRequestSender, CloudTrailDataAPI {
    private let client: AWSClient

    /// Makes a client from what code, environment and shared files say. See ``Settings``.
    ///
    /// - Parameters:
    ///   - settings: what code says; the rest comes from environment and shared files.
    ///   - credentials: the standard chain if `nil`: environment, web identity, profile (assumed role, SSO, keys,
    ///     process), container, instance metadata.
    ///   - transport: the process's own connections by default.
    ///   - logger: hears of retries, at debug level; keys, headers and bodies are never logged.
    public init(
        _ settings: Settings = Settings(), credentials: (any CredentialProvider)? = nil,
        transport: any HTTPTransport = AsyncHTTPTransport.shared, logger: Logger? = nil
    ) {
        let config = settings.sharedConfig
        let configuration = settings.configuration(config)
        let host = CredentialHost(environment: settings.environment, transport: transport)
        let chain =
            credentials
            ?? CredentialChain.standard(
                profile: settings.profile, host: host, config: config,
                configuration: settings.credentialConfiguration(configuration))
        var client = AWSClient(
            configuration: configuration, credentials: chain, transport: transport, logger: logger)
        client.onAttempt = settings.onAttempt
        client.instanceRegion = InstanceRegion(host: host)
        self.client = client
    }

    /// Makes a client from one that calls any AWS service.
    public init(_ client: AWSClient) { self.client = client }

    /// The region of its calls; us-east-1 if nobody has said one, even where calls go by that of the instance.
    public var region: String { client.configuration.region }

    /// The same client for another region.
    public func inRegion(_ region: String) -> CloudTrailClient {
        var client = client
        client.configuration.region = region
        return CloudTrailClient(client)
    }

    /// Sends a request of CloudTrail and reads its answer.
    ///
    /// Source: Smithy, "AWS JSON 1.1 protocol".
    public func send<Request: CloudTrailRequest>(
        _ request: Request
    ) async throws(CloudTrailError) -> Request.Response {
        let name = Request.operation.name
        return try await exchange(
            request, of: "cloudtrail", target: "/",
            headers: [
                "Content-Type": "application/x-amz-json-1.1",
                "X-Amz-Target": "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.\(name)",
            ])
    }

    /// Puts events into a channel.
    ///
    /// Source: Smithy, "AWS restJson1 protocol"; AWS CloudTrail Data API Reference, PutAuditEvents.
    public func putAuditEvents(
        _ request: PutAuditEventsRequest
    ) async throws(CloudTrailError) -> PutAuditEventsResponse {
        try await exchange(
            request, of: "cloudtrail-data", target: request.target, headers: ["Content-Type": "application/json"])
    }

    private func exchange<Request: APIRequest>(
        _ request: Request, of service: String, target: String, headers: HeaderFields
    ) async throws(CloudTrailError) -> Request.Response {
        let answer: AWSAnswer
        do {
            answer = try await client.exchange(
                AWSRequest(
                    service: service, method: "POST", target: target, headers: headers,
                    body: .bytes(request.jsonText), name: Request.operation.name))
        } catch {
            throw CloudTrailError(error)
        }
        do {
            return try Request.Response(jsonText: answer.body)
        } catch {
            throw CloudTrailError(
                .malformedAnswer,
                "The answer to \(Request.operation.name) is not what the API says: \(CloudTrailError(error).message)",
                httpStatus: answer.status, requestID: answer.headers["x-amzn-RequestId"])
        }
    }
}
