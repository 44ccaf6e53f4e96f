public import CairnAWSClient
import CairnModel
import CairnSigning
public import CairnWire
import Crypto

/// An endpoint that speaks AWS's protocols.
public struct AWSTarget: ReplayTarget {
    /// Who signs the calls.
    public enum Signer: Sendable {
        /// The client's own credentials, whatever account they are of.
        case client
        /// The event's account stands in the place of an access key, as Cairn and most emulators take it.
        case recordedAccount
    }

    private let client: AWSClient
    private let signer: Signer
    private let headers: [(name: String, value: String)]

    /// - Parameters:
    ///   - client: must make one try only: retries are the replay's own.
    ///   - headers: sent with every call; `{account}` and `{region}` stand for those of the event.
    public init(client: AWSClient, signer: Signer, headers: [(name: String, value: String)] = []) {
        var client = client
        client.configuration.retries.attemptsMax = 1
        self.client = client
        self.signer = signer
        self.headers = headers
    }

    public func send(_ call: OutgoingCall) async throws(AWSClientError) -> WireResponse {
        var headers = call.request.headers
        for header in self.headers {
            let value = header.value.replacing("{account}", with: call.account)
                .replacing("{region}", with: call.region)
            if !value.isEmpty { headers.append(header.name, value) }
        }
        if call.service.id == "s3", headers["Content-Type"] == "application/xml" {
            // S3 takes some settings only with a digest of their own.
            headers["Content-MD5"] = Base64.text(Array(Insecure.MD5.hash(data: call.request.body.bytes)))
        }
        let request = AWSRequest(
            service: call.service.id, method: call.request.method, target: call.request.target, headers: headers,
            body: .bytes(call.request.body.bytes), payloadHash: .automatic,
            region: call.region.isEmpty ? nil : call.region)
        return try await answer(to: request, call)
    }

    private func answer(to request: AWSRequest, _ call: OutgoingCall) async throws(AWSClientError) -> WireResponse {
        let response = try await client(for: call).send(request)
        let bytes = try await response.body.collect(upTo: client.configuration.answerBytesMax)
        let answer = WireResponse(status: response.status, headers: response.headers, body: WireBody(bytes))
        guard WireCodec.isError(answer, call: call.routed) else { return answer }
        let failure = WireCodec.decodeError(answer, call: call.routed)
        throw AWSClientError(
            AWSClientError.ServiceFailure(
                code: failure.code ?? String(answer.status), status: answer.status,
                message: failure.message ?? "The service gave no message", requestID: failure.requestID,
                headers: answer.headers))
    }

    private func client(for call: OutgoingCall) -> AWSClient {
        switch signer {
        case .client: client
        case .recordedAccount:
            client.signing(
                with: SigningCredentials(
                    accessKeyID: call.account.isEmpty ? "cairn" : call.account, secretAccessKey: "cairn"))
        }
    }
}
