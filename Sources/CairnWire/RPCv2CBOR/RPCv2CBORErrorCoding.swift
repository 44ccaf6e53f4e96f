import CairnModel

/// Errors of RPC v2 CBOR: a map with `__type` and `message`.
struct RPCv2CBORErrorCoding {
    static func encode(_ failure: EncodedFailure) -> WireResponse {
        var writer = CBORWriter()
        writer.beginMap(count: 2)
        writer.text("__type")
        writer.text(failure.code)
        writer.text("message")
        writer.text(failure.message)
        return WireResponse(
            status: failure.status,
            headers: [
                "smithy-protocol": "rpc-v2-cbor", "Content-Type": "application/cbor",
                "x-amzn-RequestId": failure.requestID,
            ],
            body: WireBody(writer.bytes))
    }

    static func decode(_ body: [UInt8]) -> WireFailure {
        guard case .map(let entries)? = try? CBORReader.read(body) else { return WireFailure() }
        func text(_ names: [String]) -> String? {
            for entry in entries {
                if case .text(let key) = entry.key, names.contains(key), case .text(let text) = entry.value {
                    return text
                }
            }
            return nil
        }
        return WireFailure(
            code: text(["__type", "code", "Code"]).map(ErrorCode.withoutNamespace),
            message: text(["message", "Message"]))
    }
}
