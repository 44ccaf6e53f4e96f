import CairnModel

// Calls that name their operation in a form or in the query string: AWS Query and EC2.
extension CallRouter {
    /// - Parameter isCertain: nothing else fits, so the content type need not say that the body is a form.
    func queryCall(
        _ request: WireRequest, _ target: RequestTarget, _ candidates: [Int], isCertain: Bool = false
    ) -> RoutedCall? {
        let able = candidates.filter { Self.speaksQuery(catalog.entries[$0]) }
        guard let first = able.first else { return nil }
        var parameters = FormParameters(target)
        if parameters.action == nil {
            guard hasFormBody(request, isCertain: isCertain) else { return nil }
            let inBody = FormParameters(form: request.body.bytes)
            parameters = FormParameters(action: inBody.action, version: inBody.version ?? parameters.version)
        }
        guard let action = parameters.action else {
            guard let service = catalog.service(at: first) else { return nil }
            let mayCome = request.method == "POST" && request.body.bytes.isEmpty
            return call(service, request, nil, name: nil, queryProtocol(of: service), needsBody: mayCome)
        }
        return actionCall(request, action, version: parameters.version, able)
    }

    /// The candidate with that version and that operation; one of them, if there is none with both.
    func actionCall(
        _ request: WireRequest, _ action: String, version: String?, _ candidates: [Int]
    ) -> RoutedCall? {
        let ofVersion = candidates.filter { catalog.entries[$0].apiVersion == version }
        for index in ofVersion + candidates {
            guard let service = catalog.service(at: index), let operation = service.model.operation(named: action)
            else { continue }
            return call(service, request, operation, name: action, queryProtocol(of: service))
        }
        guard let service = (ofVersion.first ?? candidates.first).flatMap(catalog.service(at:)) else { return nil }
        return call(service, request, nil, name: action, queryProtocol(of: service))
    }

    static func speaksQuery(_ entry: WireTableEntry) -> Bool {
        entry.protocols.contains { $0 == .awsQuery || $0 == .ec2Query }
    }

    static func hasFormType(_ headers: HeaderFields) -> Bool {
        guard let type = headers["Content-Type"] else { return false }
        if type.utf8.count == formType.utf8.count { return type.equalsIgnoringASCIICase(formType) }
        return String(decoding: type.utf8.prefix(formType.utf8.count), as: UTF8.self).equalsIgnoringASCIICase(formType)
    }

    private static let formType = "application/x-www-form-urlencoded"

    private func hasFormBody(_ request: WireRequest, isCertain: Bool) -> Bool {
        Self.hasFormType(request.headers) || (isCertain && request.headers["Content-Type"] == nil)
    }

    private func queryProtocol(of service: LoadedService) -> WireProtocol {
        service.model.protocols.contains(.ec2Query) ? .ec2Query : .awsQuery
    }
}

extension FormParameters {
    init(action: String?, version: String?) {
        self.init(form: [])
        self.action = action
        self.version = version
    }
}
