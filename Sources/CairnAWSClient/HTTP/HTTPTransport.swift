public import CairnModel

/// Sends one HTTP request and gives its answer: the port below the AWS client.
public protocol HTTPTransport: Sendable {
    /// Sends the request; the body of the answer follows as it comes.
    /// - Throws: ``AWSClientError`` with `unreachable`, `timedOut`, `interrupted`, `cancelled` or `invalidRequest`.
    func send(_ request: HTTPTransportRequest) async throws(AWSClientError) -> AWSResponse
}

/// A request ready to be sent.
public struct HTTPTransportRequest: Sendable {
    public var method: String
    /// Scheme, host, path and query, encoded.
    public var url: String
    public var headers: HeaderFields
    public var body: AWSRequestBody
    /// How long the head of the answer may take.
    public var timeout: Duration

    public init(
        method: String, url: String, headers: HeaderFields = HeaderFields(), body: AWSRequestBody = .empty,
        timeout: Duration
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
    }
}

/// The head of an answer, and its body as it comes.
public struct AWSResponse: Sendable {
    public var status: Int
    public var headers: HeaderFields
    public var body: AWSByteStream

    public init(status: Int, headers: HeaderFields = HeaderFields(), body: AWSByteStream = AWSByteStream([])) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
