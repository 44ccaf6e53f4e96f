import CairnModel

/// Reads and writes the calls of all AWS services, in all of their wire protocols.
///
/// Values keep what came: a value of another type than the model's stays as it is, members that the model does not
/// know are kept as documents. Streams (objects' content, events) are never read.
public enum WireCodec {
    /// Reads the input of a request.
    ///
    /// - Returns: a structure, without members if the operation has no input.
    /// - Throws: ``WireError`` with `unsupported` if the operation is not known or the body is compressed, with
    ///   `truncated` if not all of a body that is needed was kept, else with `malformed`.
    public static func decodeRequest(_ request: WireRequest, call: RoutedCall) throws(WireError) -> WireValue {
        let context = try context(of: call)
        guard let shape = context.input else { return .structure([]) }
        switch call.wireProtocol {
        case .awsJSON: return try AWSJSONRequestDecoder(context: context).decode(request, shape: shape)
        case .awsQuery: return try QueryRequestDecoder(context: context).decode(request, shape: shape)
        case .ec2Query: return try EC2QueryRequestDecoder(context: context).decode(request, shape: shape)
        case .restJSON:
            return try RestJSONRequestDecoder(context: context).decode(request, target: call.target, shape: shape)
        case .restXML:
            return try RestXMLRequestDecoder(context: context).decode(request, target: call.target, shape: shape)
        case .rpcV2CBOR: return try RPCv2CBORRequestDecoder(context: context).decode(request, shape: shape)
        }
    }

    /// Writes a request, without `Host`, `Content-Length` and signature; S3's buckets stand in the path.
    ///
    /// - Throws: ``WireError`` with `malformed` if the path needs a value that the input does not have, or a header
    ///   would hold a line break.
    public static func encodeRequest(
        _ input: WireValue, operation: OperationModel, service: ServiceModel, wireProtocol: WireProtocol
    ) throws(WireError) -> WireRequest {
        let context = CodecContext(service: service, operation: operation)
        switch wireProtocol {
        case .awsJSON: return AWSJSONRequestEncoder(context: context).encode(input)
        case .awsQuery: return QueryRequestEncoder(context: context).encode(input)
        case .ec2Query: return EC2QueryRequestEncoder(context: context).encode(input)
        case .restJSON: return try RestJSONRequestEncoder(context: context).encode(input)
        case .restXML: return try RestXMLRequestEncoder(context: context).encode(input)
        case .rpcV2CBOR: return RPCv2CBORRequestEncoder(context: context).encode(input)
        }
    }

    /// Reads the output of a successful answer; errors are for ``decodeError(_:call:)``.
    ///
    /// - Returns: a structure, without members if the operation has no output.
    /// - Throws: ``WireError`` as ``decodeRequest(_:call:)`` does.
    public static func decodeResponse(_ response: WireResponse, call: RoutedCall) throws(WireError) -> WireValue {
        let context = try context(of: call)
        guard let shape = context.output else { return .structure([]) }
        switch call.wireProtocol {
        case .awsJSON: return try AWSJSONResponseDecoder(context: context).decode(response, shape: shape)
        case .awsQuery: return try QueryResponseDecoder(context: context).decode(response, shape: shape)
        case .ec2Query: return try EC2QueryResponseDecoder(context: context).decode(response, shape: shape)
        case .restJSON: return try RestJSONResponseDecoder(context: context).decode(response, shape: shape)
        case .restXML: return try RestXMLResponseDecoder(context: context).decode(response, shape: shape)
        case .rpcV2CBOR: return try RPCv2CBORResponseDecoder(context: context).decode(response, shape: shape)
        }
    }

    /// Reads what an unsuccessful answer says, by what the body looks like rather than by the protocol: proxies and
    /// emulators answer in forms of their own. Reads what it can of a body that was cut off.
    public static func decodeError(_ response: WireResponse, call: RoutedCall) -> WireFailure {
        var failure = failure(in: response)
        failure.code = RestJSONErrorCoding.code(in: response.headers) ?? failure.code
        failure.requestID = requestID(in: response.headers) ?? failure.requestID
        return failure
    }

    /// Tells whether an answer is an error: by its status, or because S3 has sent its status before it knew better.
    public static func isError(_ response: WireResponse, call: RoutedCall) -> Bool {
        guard response.status < 400 else { return true }
        guard response.status == 200, call.wireProtocol == .restXML, !call.writesContent else { return false }
        var reader = XMLReader(response.body.bytes)
        guard case .start("Error", _)? = try? reader.next() else { return false }
        return true
    }

    /// Writes an error that the caller's SDK understands, without `Content-Length`. A request whose call is not known
    /// gets AWS JSON, which SDKs of most services read.
    ///
    /// An answer to `HEAD` has no body: whoever sends it leaves the body out.
    public static func encodeError(
        code: String, message: String, status: Int, requestID: String, call: RoutedCall?
    ) -> WireResponse {
        let failure = EncodedFailure(code: code, message: message, status: status, requestID: requestID)
        guard let call else { return AWSJSONErrorCoding.encode(failure, service: nil) }
        return switch call.wireProtocol {
        case .awsJSON: AWSJSONErrorCoding.encode(failure, service: call.service)
        case .awsQuery: QueryErrorCoding.encode(failure, namespace: call.service.xmlNamespace)
        case .ec2Query: EC2QueryErrorCoding.encode(failure)
        case .restJSON: RestJSONErrorCoding.encode(failure)
        case .restXML: RestXMLErrorCoding.encode(failure, service: call.service)
        case .rpcV2CBOR: RPCv2CBORErrorCoding.encode(failure)
        }
    }

    /// Returns the identifier that the service gave to the call: from the headers, else from a Query answer's body.
    public static func requestID(of response: WireResponse, call: RoutedCall) -> String? {
        if let id = requestID(in: response.headers) { return id }
        switch call.wireProtocol {
        case .ec2Query:
            return XMLRequestID.first(in: response.body.bytes) ?? XMLRequestID.last(in: response.body.bytes)
        case .awsQuery, .restXML: return XMLRequestID.last(in: response.body.bytes)
        case .awsJSON, .restJSON, .rpcV2CBOR: return nil
        }
    }
}

extension RoutedCall {
    /// The answer's body is content of the caller's own, which may be any XML.
    fileprivate var writesContent: Bool {
        guard let operation else { return true }
        let context = CodecContext(service: service, operation: operation)
        return context.output.map { $0.payload != nil && context.hasStreamingBody($0) } ?? false
    }
}

extension WireCodec {
    private static func context(of call: RoutedCall) throws(WireError) -> CodecContext {
        guard let operation = call.operation else {
            throw WireError(
                code: .unsupported, message: "No model has the operation", path: call.operationName ?? "")
        }
        return CodecContext(service: call.service, operation: operation)
    }

    private static func requestID(in headers: HeaderFields) -> String? {
        for name in ["x-amzn-requestid", "x-amz-request-id", "x-amz-requestid"] {
            if let id = headers[name], !id.isEmpty { return id }
        }
        return nil
    }

    private static func failure(in response: WireResponse) -> WireFailure {
        let body = response.body.bytes
        if let type = response.headers["Content-Type"], type.utf8.starts(with: "application/cbor".utf8) {
            return RPCv2CBORErrorCoding.decode(body)
        }
        let first = body.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
        switch first {
        case UInt8(ascii: "<"), 0xEF: return XMLFailure.decode(body)
        case UInt8(ascii: "{"): return AWSJSONErrorCoding.decode(body)
        default: return WireFailure()
        }
    }
}
