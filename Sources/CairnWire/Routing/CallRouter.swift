import CairnModel

/// Recognises the service and the operation of an AWS request, whatever protocol it speaks.
///
/// What decides, in this order: `X-Amz-Target` (AWS JSON); the path of RPC v2 CBOR; `Action` and `Version` in the query
/// string or a form (Query, EC2); method and path (REST). The signing name of the caller's signature narrows the
/// services down; without a signature the host name does, then what only one service looks like.
///
/// Source: the protocol pages of the Smithy documentation; "Authenticating Requests" of the AWS General Reference.
public struct CallRouter: Sendable {
    let catalog: ServiceCatalog

    public init(catalog: ServiceCatalog = .shared) { self.catalog = catalog }

    /// Returns what the request calls, `nil` if it is not known as a call of any service.
    ///
    /// May be asked when only the head of the request is there, and again with the kept part of the body if the answer
    /// says `needsBody`. A request that is signed for a known service always has an answer, if need be without an
    /// operation; one without a signature only if it matches an operation.
    /// - Parameter signingName: the service of the signature's credential scope, `nil` if there is none.
    public func route(_ request: WireRequest, signingName: String?) -> RoutedCall? {
        let candidates = signingName.map { self.candidates(label: $0[...]) } ?? []
        if let target = request.headers["X-Amz-Target"], let call = jsonCall(request, target, candidates) {
            return call
        }
        let target = RequestTarget(request.target)
        if let call = cborCall(request, target, candidates) { return call }
        if signingName == nil || candidates.isEmpty { return unsignedCall(request, target) }
        return signedCall(request, target, signingName: signingName ?? "", candidates)
    }

    private func signedCall(
        _ request: WireRequest, _ target: RequestTarget, signingName: String, _ candidates: [Int]
    ) -> RoutedCall? {
        if let call = queryCall(request, target, candidates) { return call }
        if let call = restCall(request, target, signingName: signingName, candidates) { return call }
        if let call = queryCall(request, target, candidates, isCertain: true) { return call }
        guard let service = candidates.lazy.compactMap(catalog.service(at:)).first else { return nil }
        return call(service, request, nil, name: nil, service.model.protocols.first ?? .restJSON)
    }

    /// Services by a label of a credential scope, best first.
    func candidates(label: Substring) -> [Int] {
        guard label.utf8.count > 2, label.utf8.starts(with: "s3".utf8), let ids = Self.otherLabels[label] else {
            return catalog.indices(label: label)
        }
        return ids.compactMap(catalog.index(id:))
    }

    // S3's signing names that no model gives, or that stand for more services than the models say.
    private static let otherLabels: [Substring: [Substring]] = [
        "s3express": ["s3", "s3control"],
        "s3-object-lambda": ["s3"],
        "s3-outposts": ["s3outposts", "s3control", "s3"],
    ]

    func call(
        _ service: LoadedService, _ request: WireRequest, _ operation: OperationModel?, name: String?,
        _ wireProtocol: WireProtocol, needsBody: Bool = false
    ) -> RoutedCall {
        RoutedCall(
            service: service.model, operation: operation, operationName: operation?.name ?? name,
            wireProtocol: wireProtocol, needsBody: needsBody, target: RequestTarget.local(request.target))
    }
}
