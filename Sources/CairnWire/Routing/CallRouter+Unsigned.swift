import CairnModel

// Calls without a signature, or with one that does not name its service (Signature Version 2).
extension CallRouter {
    func unsignedCall(_ request: WireRequest, _ target: RequestTarget) -> RoutedCall? {
        let byHost = candidates(host: request.headers["Host"])
        if let call = unsignedQueryCall(request, target, byHost) { return call }
        if let call = unsignedRESTCall(request, target) { return call }
        if let call = bestMatch(
            request, target, byHost.filter { Self.restProtocol(of: catalog.entries[$0]) != nil && !isS3($0) })
        {
            return call
        }
        return isForS3(request, target, byHost) ? s3Call(request, target) : nil
    }

    /// Services whose endpoint prefix the host name begins with: `sts.us-east-1.…`, `portal.sso.…`
    func candidates(host: String?) -> [Int] {
        guard let host else { return [] }
        let name = host.utf8.firstIndex(of: UInt8(ascii: ":")).map { host[..<$0] } ?? host[...]
        var end = name.endIndex
        var labelCount = name.utf8.lazy.filter { $0 == UInt8(ascii: ".") }.count
        while labelCount > 0, let dot = name[..<end].utf8.lastIndex(of: UInt8(ascii: ".")) {
            end = dot
            labelCount -= 1
            guard labelCount < 3 else { continue }
            let indices = candidates(label: name[..<end])
            if !indices.isEmpty { return indices }
        }
        return []
    }

    /// Any Query call with an action; without one yet, a form that may be STS's, which alone takes unsigned forms.
    private func unsignedQueryCall(_ request: WireRequest, _ target: RequestTarget, _ byHost: [Int]) -> RoutedCall? {
        let isForm = Self.hasFormType(request.headers)
        var parameters = FormParameters(target)
        if parameters.action == nil, isForm { parameters = FormParameters(form: request.body.bytes) }
        let hosts = byHost.filter { Self.speaksQuery(catalog.entries[$0]) }
        if let action = parameters.action {
            let others = catalog.entries.indices.filter {
                Self.speaksQuery(catalog.entries[$0]) && catalog.entries[$0].apiVersion == parameters.version
            }
            let call = actionCall(request, action, version: parameters.version, hosts + others)
            return call?.operation == nil && hosts.isEmpty ? nil : call
        }
        guard isForm, request.method == "POST", request.body.bytes.isEmpty else { return nil }
        return queryCall(request, target, hosts.isEmpty ? candidates(label: "sts") : hosts)
    }

    /// Services that are called without a signature by design: single sign-on and its token endpoints.
    private func unsignedRESTCall(_ request: WireRequest, _ target: RequestTarget) -> RoutedCall? {
        for index in Self.unsignedRESTServices.compactMap(catalog.index(id:)) {
            guard let service = catalog.service(at: index),
                let match = service.routeTable.match(method: request.method, target: target, headers: request.headers),
                match.fit.hasAllRequired, service.model.operations[match.operation].isUnsigned
            else { continue }
            return bestMatch(request, target, [index])
        }
        return nil
    }

    private static let unsignedRESTServices: [Substring] = ["sso", "sso-oidc", "signin"]

    private func isS3(_ index: Int) -> Bool { catalog.entries[index].id == "s3" }

    /// Whether an anonymous request, or one signed with Signature Version 2, is meant for S3: by its host, or because
    /// an AWS client sent it and no other service fits.
    private func isForS3(_ request: WireRequest, _ target: RequestTarget, _ byHost: [Int]) -> Bool {
        if byHost.contains(where: isS3) || request.headers["Host"].map(S3Address.isS3Host) ?? false { return true }
        if request.headers["Authorization"]?.hasPrefix("AWS ") ?? false { return true }
        if target.item("AWSAccessKeyId") != nil, target.item("Signature") != nil { return true }
        return request.headers.fields.contains { field in
            Self.clientHeaders.contains { field.name.equalsIgnoringASCIICase($0) }
        }
    }

    // What SDKs and S3's own documentation put on anonymous calls.
    private static let clientHeaders = [
        "amz-sdk-invocation-id", "amz-sdk-request", "x-amz-content-sha256", "x-amz-acl", "x-amz-copy-source",
        "x-amz-expected-bucket-owner", "x-amz-request-payer",
    ]
}
