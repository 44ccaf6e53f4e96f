/// Something that can take any request: an HTTP client, or a step in front of another implementation.
///
/// It implements ``send(_:)`` once and has every operation by it.
public protocol CloudTrailRequestSender: CloudTrailAPI {
    func send<Request: CloudTrailRequest>(_ request: Request) async throws(CloudTrailError) -> Request.Response
}
