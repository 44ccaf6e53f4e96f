import CairnModel

/// S3's records mirror the HTTP request rather than the model.
///
/// Bucket, host and key; every query item under its wire name, sub-resources as `""`; the `x-amz-*` headers that are
/// inputs of the operation; an XML body under its root element; a policy as an object. The content of objects never.
struct S3Rendering {
    let renderer: ValueRenderer
    private var service: ServiceModel { renderer.service }
    private var operation: OperationModel { renderer.operation }

    // MARK: Requests

    func requestParameters(_ request: WireRequest, call: RoutedCall) -> JSONObject {
        var object = JSONObject()
        if let bucket = call.bucket, !bucket.isEmpty { object["bucketName"] = .string(bucket) }
        if let key = call.key, !key.isEmpty { object["key"] = .string(key) }
        if let host = request.headers["Host"] { object["Host"] = .string(host) }
        addPath(call, to: &object)
        addQuery(request, to: &object)
        addHeaders(request, to: &object)
        addBody(request, to: &object)
        return object
    }

    private var inputMembers: [MemberModel] { operation.input.map { service.shape($0).members } ?? [] }

    /// S3 Control names other things than buckets and keys in its path.
    private func addPath(_ call: RoutedCall, to object: inout JSONObject) {
        guard service.id == "s3control" else { return }
        let template = RequestTarget(operation.requestURI).segments
        let segments = RequestTarget(call.target).segments
        for (index, part) in template.enumerated() where part.hasPrefix("{") && index < segments.count {
            let isGreedy = part.hasSuffix("+}")
            let value = isGreedy ? segments[index...].joined(separator: "/")[...] : segments[index]
            let name = String(part.dropFirst().dropLast(isGreedy ? 2 : 1))
            add(
                .string(RequestTarget.decoded(value)), wireName: name, at: .uri, as: RecordKey.lowercasingFirst(name),
                to: &object)
        }
    }

    private func addQuery(_ request: WireRequest, to object: inout JSONObject) {
        for item in RequestTarget(request.target).items {
            let name = String(item.name)
            if S3Names.signatureItems.contains(name.lowercased()) { continue }
            let value = item.value.map { RequestTarget.decoded($0, plusIsBlank: true) } ?? ""
            add(.string(renderer.policy.scrubbed(value)), wireName: name, at: .querystring, as: name, to: &object)
        }
    }

    private func addHeaders(_ request: WireRequest, to object: inout JSONObject) {
        for field in request.headers.fields {
            let name = field.name.lowercased()
            guard name.hasPrefix("x-amz-"), name != S3Names.accountHeader,
                let member = inputMembers.first(where: { S3Names.isHeader(name, of: $0) })
            else { continue }
            let value = JSON.string(renderer.policy.scrubbed(field.value))
            add(value, wireName: member.wireName, at: member.location, as: name, to: &object)
        }
    }

    /// Adds a value that travels outside the body, unless it may not be shown.
    private func add(
        _ value: JSON, wireName: String, at location: MemberModel.Location, as key: String,
        to object: inout JSONObject
    ) {
        let member = inputMembers.first { $0.location == location && $0.wireName == wireName }
        let shape = member.map { service.shape($0.shape) }
        switch renderer.policy.treatment(
            service: service, operation: operation, path: [], name: member?.name ?? wireName, shape: shape,
            member: member)
        {
        case .drop, .maskLiterals: return
        case .replace(let text): object[key] = text
        case .keep: object[key] = value
        }
    }

    private func addBody(_ request: WireRequest, to object: inout JSONObject) {
        guard let shape = operation.input.map(service.shape), S3Names.hasDocumentBody(shape, in: service),
            let body = try? request.body.readable(request.headers), !body.isEmpty
        else { return }
        let payload = shape.payload.flatMap { shape.member(named: $0) }
        if let payload, service.shape(payload.shape).kind == .string {
            if let policy = try? JSON(parsing: body) { object["bucketPolicy"] = policy }
            return
        }
        guard let root = try? MarkupElement.parsing(body) else { return }
        let rootShape = payload.map { service.shape($0.shape) } ?? shape
        object[root.name] = MarkupRendering(renderer: renderer, naming: .xml).value(
            root, shape: rootShape, path: payload.map { [$0.name] } ?? [])
    }

    // MARK: Answers

    /// Nothing for calls on buckets; for objects the headers of the answer.
    func responseElements(_ response: WireResponse, call: RoutedCall) -> JSONObject {
        var object = JSONObject()
        guard call.key?.isEmpty == false else { return object }
        let members = operation.output.map { service.shape($0).members } ?? []
        for field in response.headers.fields {
            let name = field.name.lowercased()
            if S3Names.answerHeaders.contains(name) {
                object[name] = .string(field.value)
                continue
            }
            guard name.hasPrefix("x-amz-"), let member = members.first(where: { S3Names.isHeader(name, of: $0) })
            else { continue }
            let treatment = renderer.policy.treatment(
                service: service, operation: operation, path: [], name: member.name,
                shape: service.shape(member.shape), member: member)
            if treatment == .keep { object[name] = .string(field.value) }
        }
        return object
    }
}

/// The names that S3's requests and records have in common.
enum S3Names {
    /// Query items that carry a signature's secrets or who made it.
    static let signatureItems: Set<String> = [
        "awsaccesskeyid", "signature", "x-amz-credential", "x-amz-security-token", "x-amz-signature",
        "x-amz-s3session-token",
    ]

    /// The account of S3 Control's calls; records show it in the host alone.
    static let accountHeader = "x-amz-account-id"

    static let answerHeaders: Set<String> = ["x-amz-request-id", "x-amz-id-2"]

    /// Whether a header, in lower case, carries a member.
    static func isHeader(_ name: String, of member: MemberModel) -> Bool {
        switch member.location {
        case .header: member.wireName.equalsIgnoringASCIICase(name)
        case .headers: name.hasPrefix(member.wireName.lowercased())
        default: false
        }
    }

    /// Whether the body is a document rather than the content of an object.
    static func hasDocumentBody(_ shape: ShapeModel, in service: ServiceModel) -> Bool {
        guard let payload = shape.payload else { return shape.members.contains { $0.location == .body } }
        guard let member = shape.member(named: payload) else { return false }
        let payloadShape = service.shape(member.shape)
        return payloadShape.kind != .blob && !payloadShape.traits.contains(.streaming)
            && !payloadShape.traits.contains(.eventStream) && !member.traits.contains(.streaming)
    }
}
