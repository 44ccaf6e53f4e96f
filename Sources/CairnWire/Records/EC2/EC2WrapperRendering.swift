import CairnModel

/// The newer form of EC2's records: the query, or the answer's XML, as if it had been converted to JSON, under
/// one key with the operation's name.
struct EC2WrapperRendering {
    let renderer: ValueRenderer

    func requestParameters(_ request: WireRequest) -> JSONObject {
        let operation = renderer.operation
        let parameters = QueryParameters.all(of: request).filter { !QueryParameters.isProtocol($0.name) }
        let element = MarkupElement.query(named: operation.name, parameters)
        let value = MarkupRendering(renderer: renderer, naming: .ec2Query).value(
            element, shape: operation.input.map(renderer.service.shape), path: [])
        return [EC2WrapperNames.requestKey(of: operation): value]
    }

    /// The answer as it stands; nothing if its XML is not whole.
    func responseElements(_ response: WireResponse) -> JSONObject {
        guard let body = try? response.body.readable(response.headers), let root = try? MarkupElement.parsing(body)
        else { return JSONObject() }
        let value = MarkupRendering(renderer: renderer, naming: .xml).value(
            root, shape: renderer.operation.output.map(renderer.service.shape), path: [])
        return [root.name: value]
    }
}

enum EC2WrapperNames {
    /// The operations whose key is not `<Operation>Request`.
    private static let oddRequestKeys = ["DeleteTransitGatewayVpcAttachment": "DelTGwVpcAttachReq"]

    static func requestKey(of operation: OperationModel) -> String {
        oddRequestKeys[operation.name] ?? operation.name + "Request"
    }

    /// A member's name in a query: its query name, else its location name or its own with an upper-case first letter.
    static func name(of member: MemberModel) -> String {
        member.queryName ?? RecordKey.uppercasingFirst(member.locationName ?? member.name)
    }
}

/// The parameters of a Query call, from the target and the form in the body.
enum QueryParameters {
    private static let maximumCount = 20_000

    static func all(of request: WireRequest) -> [(name: String, value: String)] {
        parse(Array(request.query.utf8)) + parse((try? request.body.readable(request.headers)) ?? [])
    }

    static func parse(_ bytes: [UInt8]) -> [(name: String, value: String)] {
        bytes.split(separator: UInt8(ascii: "&"), maxSplits: maximumCount).prefix(maximumCount).map { item in
            let equals = item.firstIndex(of: UInt8(ascii: "="))
            let name = PercentEncoding.decode(item[..<(equals ?? item.endIndex)], plusIsBlank: true)
            let value = equals.map { PercentEncoding.decode(item[($0 + 1)...], plusIsBlank: true) } ?? ""
            return (name, value)
        }
    }

    /// Whether a parameter belongs to the protocol or to the signature rather than to the call.
    static func isProtocol(_ name: String) -> Bool {
        protocolNames.contains(name) || name.lowercased().hasPrefix("x-amz-")
    }

    private static let protocolNames: Set<String> = [
        "AWSAccessKeyId", "Action", "Expires", "SecurityToken", "Signature", "SignatureMethod", "SignatureVersion",
        "Timestamp", "Version",
    ]
}
