import AsyncHTTPClient
import NIOCore

/// A service that gives each new team a trail of its own. It stands for yours.
public struct Onboarding: Sendable {
    public struct Refused: Error {
        public let status: UInt
        public let answer: String
    }

    private let endpoint: String

    /// - Parameter endpoint: where CloudTrail is, such as `https://cloudtrail.us-east-1.amazonaws.com`.
    public init(endpoint: String) { self.endpoint = endpoint }

    /// - Throws: ``Refused`` with CloudTrail's answer.
    public func welcome(team: String) async throws {
        try await call("CreateTrail", #"{"Name": "\#(team)-trail", "S3BucketName": "\#(team)-audit"}"#)
        try await call("StartLogging", #"{"Name": "\#(team)-trail"}"#)
    }

    private func call(_ operation: String, _ body: String) async throws {
        var request = HTTPClientRequest(url: endpoint)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/x-amz-json-1.1")
        request.headers.add(
            name: "X-Amz-Target", value: "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.\(operation)")
        // A real service signs: Cairn reads whose call it is from the credential, and checks more with `--auth`.
        request.headers.add(
            name: "Authorization",
            value: """
                AWS4-HMAC-SHA256 Credential=123456789012/20260301/us-east-1/cloudtrail/aws4_request, \
                SignedHeaders=host, Signature=00
                """)
        request.body = .bytes(ByteBuffer(string: body))
        let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
        let text = String(buffer: try await answer.body.collect(upTo: 1 << 20))
        guard answer.status == .ok else { throw Refused(status: answer.status.code, answer: text) }
    }
}
