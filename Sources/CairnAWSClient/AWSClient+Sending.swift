import CairnModel
import CairnSigning
import CairnWire
import Crypto
import Logging

extension AWSClient {
    /// Sends a request that the caller has written, and gives the answer's head, and its body as it comes.
    ///
    /// It is signed, placed and tried again as all calls are, but never twice if its body can be read once only.
    /// - Throws: ``AWSClientError``; `service` for every answer with a status from 300 on.
    public func send(_ request: AWSRequest) async throws(AWSClientError) -> AWSResponse {
        let (outgoing, call) = try await prepare(request)
        return try await perform(outgoing) { (response, request) throws(AWSClientError) in
            guard response.status >= 300 else { return response }
            let (bytes, _) = try await response.body.prefix(Self.errorBytesMax)
            let answer = WireResponse(status: response.status, headers: response.headers, body: WireBody(bytes))
            throw AWSClientError(ServiceFailures.failure(in: answer, call: call))
        }
    }

    /// Sends a request that the caller has written, and reads the whole answer: a try whose answer breaks off is made
    /// again, too.
    /// - Throws: ``AWSClientError``; `service` for every answer with a status from 300 on, `malformedAnswer` for one of
    ///   more than ``Configuration/answerBytesMax`` bytes.
    public func exchange(_ request: AWSRequest) async throws(AWSClientError) -> AWSAnswer {
        let (outgoing, call) = try await prepare(request)
        let answer = try await perform(outgoing) { (response, request) throws(AWSClientError) in
            try await wholeAnswer(response, call: call, request: request)
        }
        return AWSAnswer(status: answer.status, headers: answer.headers, body: answer.body.bytes)
    }

    private func prepare(_ request: AWSRequest) async throws(AWSClientError) -> (OutgoingRequest, RoutedCall) {
        let model = try model(of: request.service)
        let region = await region(given: request.region, for: model)
        let outgoing = OutgoingRequest(
            service: model, name: request.name ?? "\(request.method) \(model.id)", method: request.method,
            target: request.target, headers: request.headers, body: request.body,
            payload: try await payload(of: request, model, region: region), region: region)
        let call = RoutedCall(
            service: model, operation: nil, operationName: nil, wireProtocol: model.protocols.first ?? .restXML,
            target: request.target)
        return (outgoing, call)
    }

    private static let errorBytesMax = 64 << 10

    private func payload(
        of request: AWSRequest, _ model: ServiceModel, region: String
    ) async throws(AWSClientError) -> SigV4.Payload {
        switch (request.payloadHash, request.body) {
        case (.sha256(let digest), _): return .digest(digest)
        case (.unsigned, _): return .unsigned
        case (.automatic, .bytes(let bytes)): return .bytes(bytes)
        case (.automatic, .stream): return .unsigned
        case (.automatic, .file(let slice)):
            let endpoint = try configuration.endpoints.endpoint(of: model, region: region)
            return endpoint.scheme == "https" ? .unsigned : .digest(try await Self.digest(of: slice))
        }
    }

    private static func digest(of slice: FileSlice) async throws(AWSClientError) -> String {
        var hash = SHA256()
        do {
            for try await chunk in slice { hash.update(data: chunk) }
        } catch {
            throw error as? AWSClientError ?? AWSClientError(.cancelled, "\(error)", cause: error)
        }
        return Hex.text(hash.finalize())
    }

    /// Tries a request until it has an answer that `read` takes, or no further try would help.
    func perform<Answer: Sendable>(
        _ request: OutgoingRequest,
        read: (AWSResponse, OutgoingRequest) async throws(AWSClientError) -> Answer
    ) async throws(AWSClientError) -> Answer {
        var attempts = Attempts(request: request, policy: configuration.retries)
        var number = 0
        while true {
            number += 1
            let start = ContinuousClock.now
            let failure: AWSClientError
            do {
                let response = try await sendOnce(attempts.request)
                let answer = try await read(response, attempts.request)
                quota.giveBack(attempts.heldTokens)
                tell(attempts.request, number, start, .answered(status: response.status), headers: response.headers)
                return answer
            } catch {
                failure = error
            }
            let delay = delay(after: failure, &attempts)
            tell(attempts.request, number, start, failure, delay)
            guard let delay else { throw failure }
            if delay > 0 { try await pause(delay) }
        }
    }

    /// How long to wait before the next try; `nil` if the failure stands.
    private func delay(after failure: AWSClientError, _ attempts: inout Attempts) -> Double? {
        if attempts.followsBucket(failure) { return 0 }
        guard let retry = attempts.retry(after: failure, quota: quota) else { return nil }
        return configuration.retries.delaySeconds(beforeRetry: retry, random: random())
    }

    private func tell(
        _ request: OutgoingRequest, _ number: Int, _ start: ContinuousClock.Instant, _ failure: AWSClientError,
        _ delay: Double?
    ) {
        let outcome: AWSAttempt.Outcome =
            failure.failure.map { .refused(status: $0.status, code: $0.code) } ?? .failed(failure.code)
        tell(request, number, start, outcome, requestID: failure.failure?.requestID, retryDelay: delay)
        guard let delay else { return }
        logger?.debug(
            "A call of an AWS service is tried again",
            metadata: [
                "service": "\(request.service.id)", "call": "\(request.name)", "try": "\(number)",
                "error": "\(failure.serviceCode ?? failure.code.description)", "delaySeconds": "\(delay)",
            ])
    }

    private func tell(
        _ request: OutgoingRequest, _ number: Int, _ start: ContinuousClock.Instant, _ outcome: AWSAttempt.Outcome,
        headers: HeaderFields = HeaderFields(), requestID: String? = nil, retryDelay: Double? = nil
    ) {
        guard let onAttempt else { return }
        onAttempt(
            AWSAttempt(
                service: request.service.id, operation: request.name, region: request.region, number: number,
                duration: start.duration(to: .now), outcome: outcome,
                requestID: requestID ?? headers["x-amzn-RequestId"] ?? headers["x-amz-request-id"],
                retryDelaySeconds: retryDelay))
    }

    private func pause(_ seconds: Double) async throws(AWSClientError) {
        do {
            try await sleep(seconds)
        } catch {
            throw AWSClientError(.cancelled, "The call was cancelled", cause: error)
        }
    }

    private func sendOnce(_ request: OutgoingRequest) async throws(AWSClientError) -> AWSResponse {
        if Task.isCancelled { throw AWSClientError(.cancelled, "The call was cancelled") }
        let endpoint = try configuration.endpoints.endpoint(of: request.service, region: request.region)
        let keys = request.isUnsigned ? nil : try await keys(for: request)
        let place = BucketPlacement(request, endpoint: endpoint, addressing: configuration.bucketAddressing)
        var headers = request.headers
        headers.fields += configuration.additionalHeaders.fields
        headers["Host"] = place.authority
        var target = place.target
        if let keys {
            let signed = SigV4.sign(
                method: request.method, target: target, headers: headers, payload: request.payload, credentials: keys,
                region: endpoint.signingRegion, service: request.service.signingName, at: clock.now())
            (target, headers) = (signed.target, signed.headers)
        }
        let response = try await transport.send(
            HTTPTransportRequest(
                method: request.method, url: "\(endpoint.scheme)://\(place.authority)\(target)", headers: headers,
                body: request.body, timeout: configuration.attemptTimeout))
        guard let keys, response.status == 400 || response.status == 403 else { return response }
        return await watchingExpiry(response, of: keys)
    }

    private func keys(for request: OutgoingRequest) async throws(AWSClientError) -> SigningCredentials {
        do {
            if let keys = try await credentials.credentials() { return keys }
        } catch {
            if error is CancellationError { throw AWSClientError(.cancelled, "The call was cancelled", cause: error) }
            throw AWSClientError(.noCredentials, "No credentials for \(request.name): \(error)", cause: error)
        }
        throw AWSClientError(
            .noCredentials,
            "No credentials for \(request.name): set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile")
    }

    /// Keys that a service calls expired are fetched anew for the next call.
    private func watchingExpiry(_ response: AWSResponse, of keys: SigningCredentials) async -> AWSResponse {
        guard let (bytes, _) = try? await response.body.prefix(Self.errorBytesMax) else { return response }
        var response = response
        response.body = AWSByteStream(bytes)
        let texts = [String(decoding: bytes, as: UTF8.self), response.headers["x-amzn-ErrorType"] ?? ""]
        if texts.contains(where: { $0.contains("ExpiredToken") }) { await credentials.invalidate(keys) }
        return response
    }
}
