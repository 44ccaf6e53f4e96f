import CairnModel

// Calls that are told by method and path: REST JSON and REST XML, and S3 with its buckets in host names.
extension CallRouter {
    func restCall(
        _ request: WireRequest, _ target: RequestTarget, signingName: String, _ candidates: [Int]
    ) -> RoutedCall? {
        let able = candidates.filter { Self.restProtocol(of: catalog.entries[$0]) != nil }
        guard let first = able.first else { return nil }
        if catalog.entries[first].signingName.hasPrefix("s3"), let s3 = catalog.index(id: "s3"), able.contains(s3) {
            return s3FamilyCall(request, target, signingName: signingName, able, s3)
        }
        return bestMatch(request, target, able)
    }

    /// The operation that fits best among services on the same signing name; the host decides between equals.
    func bestMatch(_ request: WireRequest, _ target: RequestTarget, _ candidates: [Int]) -> RoutedCall? {
        if let call = match(request, target, candidates) { return call }
        guard let rest = target.withoutBasePath, var call = match(request, RequestTarget(rest), candidates) else {
            return nil
        }
        call.target = rest
        return call
    }

    private func match(_ request: WireRequest, _ target: RequestTarget, _ candidates: [Int]) -> RoutedCall? {
        var best: (index: Int, match: RouteTable.Match)?
        for index in candidates {
            guard let table = catalog.service(at: index)?.routeTable,
                let match = table.match(method: request.method, target: target, headers: request.headers)
            else { continue }
            guard let current = best else {
                best = (index, match)
                continue
            }
            if match.fit > current.match.fit
                || (match.fit == current.match.fit && isHost(request.headers["Host"], of: index, not: current.index))
            {
                best = (index, match)
            }
        }
        guard let best, let service = catalog.service(at: best.index),
            let wireProtocol = Self.restProtocol(of: catalog.entries[best.index])
        else { return nil }
        return call(service, request, service.model.operations[best.match.operation], name: nil, wireProtocol)
    }

    static func restProtocol(of entry: WireTableEntry) -> WireProtocol? {
        entry.protocols.first { $0 == .restJSON || $0 == .restXML }
    }

    private func s3FamilyCall(
        _ request: WireRequest, _ target: RequestTarget, signingName: String, _ candidates: [Int], _ s3: Int
    ) -> RoutedCall? {
        let others = candidates.filter { $0 != s3 }
        if isS3Control(request, target) || signingName == "s3-outposts" {
            if let call = match(request, target, others) { return call }
        } else if signingName == "s3-object-lambda", target.segments.first == "WriteGetObjectResponse" {
            return match(request, target, [s3])
        }
        return s3Call(request, target, prefersDirectoryBuckets: signingName == "s3express")
    }

    // A bucket may be called v20180820, so the path alone does not tell.
    private func isS3Control(_ request: WireRequest, _ target: RequestTarget) -> Bool {
        guard target.segments.first == "v20180820" else { return false }
        if request.headers["x-amz-account-id"] != nil || request.headers["x-amz-outpost-id"] != nil { return true }
        return request.headers["Host"]?.firstRange(of: "-control.") != nil
    }

    /// A call of S3, `nil` only if the table has no S3.
    func s3Call(
        _ request: WireRequest, _ target: RequestTarget, prefersDirectoryBuckets: Bool = false
    ) -> RoutedCall? {
        guard let service = catalog.index(id: "s3").flatMap(catalog.service(at:)) else { return nil }
        let bucketInHost = request.headers["Host"].flatMap(S3Address.bucket(inHost:))
        let location = S3Location(request.target, parsed: target, bucketInHost: bucketInHost)
        let match = service.routeTable.match(
            method: request.method, target: location.parsed, headers: request.headers)
        var operation = match.map { service.model.operations[$0.operation] }
        if prefersDirectoryBuckets, operation?.name == "ListBuckets" {
            operation = service.model.operation(named: "ListDirectoryBuckets")
        }
        return RoutedCall(
            service: service.model, operation: operation,
            operationName: operation?.name ?? Self.unmodeledS3Operation(request, location), wireProtocol: .restXML,
            target: location.target, bucket: location.bucket, key: location.key)
    }

    /// Calls of browsers, which are no part of the model: a form with a file, and the question before a call.
    private static func unmodeledS3Operation(_ request: WireRequest, _ location: S3Location) -> String? {
        if request.method == "OPTIONS" { return "PreflightRequest" }
        let isForm = request.headers["Content-Type"]?.hasPrefix("multipart/form-data") ?? false
        return request.method == "POST" && isForm && location.bucket != nil ? "PostObject" : nil
    }
}
