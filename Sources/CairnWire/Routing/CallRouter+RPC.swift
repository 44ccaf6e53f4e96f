import CairnModel

// Calls that name their operation in a header or in the path.
extension CallRouter {
    /// AWS JSON: `X-Amz-Target: <prefix>.<operation>`.
    func jsonCall(_ request: WireRequest, _ target: String, _ candidates: [Int]) -> RoutedCall? {
        guard let dot = target.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
        let operation = String(target[target.utf8.index(after: dot)...])
        guard !operation.isEmpty else { return nil }
        let indices = services(targetPrefix: target[..<dot], candidates)
        let wireProtocol: WireProtocol = hasCBORBody(request) ? .rpcV2CBOR : .awsJSON
        return namedCall(request, operation, indices, wireProtocol)
    }

    /// RPC v2 CBOR: `/service/<prefix>/operation/<operation>`, with a header that says so.
    func cborCall(_ request: WireRequest, _ target: RequestTarget, _ candidates: [Int]) -> RoutedCall? {
        let parts = target.segments.suffix(4)
        guard parts.count == 4, let first = parts.first, first == "service",
            parts[parts.startIndex + 2] == "operation",
            request.headers["smithy-protocol"] == "rpc-v2-cbor" || hasCBORBody(request)
        else { return nil }
        let operation = RequestTarget.decoded(parts[parts.startIndex + 3])
        let indices = services(targetPrefix: parts[parts.startIndex + 1], candidates)
        return namedCall(request, operation, indices, .rpcV2CBOR)
    }

    /// The services with that target prefix; those of the signature if there is none, for a prefix of another version.
    ///
    /// Older clients write a package name before the prefix: `com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101`.
    private func services(targetPrefix: Substring, _ candidates: [Int]) -> [Int] {
        var indices = catalog.indices(targetPrefix: targetPrefix)
        if indices.isEmpty, let dot = targetPrefix.utf8.lastIndex(of: UInt8(ascii: ".")) {
            indices = catalog.indices(targetPrefix: targetPrefix[targetPrefix.utf8.index(after: dot)...])
        }
        if indices.isEmpty { indices = services(shortTargetPrefix: targetPrefix) }
        return indices.isEmpty ? candidates.filter { speaksJSON($0) } : indices
    }

    /// Newer clients leave out the package name that the model has: `CloudTrail_20131101`.
    private func services(shortTargetPrefix prefix: Substring) -> [Int] {
        guard !prefix.isEmpty, prefix.utf8.count <= 128 else { return [] }
        let ending = "." + prefix
        return catalog.entries.indices.filter { catalog.entries[$0].targetPrefix?.hasSuffix(ending) ?? false }
    }

    private func speaksJSON(_ index: Int) -> Bool { catalog.entries[index].targetPrefix != nil }

    private func namedCall(
        _ request: WireRequest, _ name: String, _ indices: [Int], _ wireProtocol: WireProtocol
    ) -> RoutedCall? {
        var best: (index: Int, service: LoadedService, operation: OperationModel?)?
        for index in indices {
            guard let service = catalog.service(at: index) else { continue }
            let operation = service.model.operation(named: name)
            if let current = best {
                guard operation != nil else { continue }
                let isNearer = isHost(request.headers["Host"], of: index, not: current.index)
                if current.operation != nil, !isNearer { continue }
            }
            best = (index, service, operation)
        }
        return best.map { call($0.service, request, $0.operation, name: name, wireProtocol) }
    }

    /// Whether the host is that of one service and not of the other.
    func isHost(_ host: String?, of index: Int, not other: Int) -> Bool {
        isHost(host, of: index) && !isHost(host, of: other)
    }

    /// Whether the host begins with a service's endpoint prefix, such as `query.timestream.`
    private func isHost(_ host: String?, of index: Int) -> Bool {
        guard let host else { return false }
        let prefix = catalog.entries[index].endpointPrefix
        return host.utf8.starts(with: prefix.utf8)
            && host.utf8.dropFirst(prefix.utf8.count).first == UInt8(ascii: ".")
    }

    // Some older clients of Kinesis and DynamoDB send CBOR with X-Amz-Target (`application/x-amz-cbor-1.1`).
    private func hasCBORBody(_ request: WireRequest) -> Bool {
        guard let type = request.headers["Content-Type"] else { return false }
        return type.hasPrefix("application/x-amz-cbor") || type.hasPrefix("application/cbor")
    }
}
