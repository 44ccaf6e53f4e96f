import CairnModel
import CairnSigning
import CairnWire
import Crypto

extension AWSClient {
    /// Writes the request of an operation, not signed and without a host yet.
    func encode(
        _ input: WireValue, _ operation: OperationModel, _ service: ServiceModel, _ wireProtocol: WireProtocol,
        region: String
    ) throws(AWSClientError) -> OutgoingRequest {
        let input = withIdempotencyTokens(input, operation, service)
        let wire: WireRequest
        do {
            wire = try WireCodec.encodeRequest(
                input, operation: operation, service: service, wireProtocol: wireProtocol)
        } catch {
            throw AWSClientError(.invalidRequest, "\(operation.name) cannot be sent: \(error)", cause: error)
        }
        var request = OutgoingRequest(
            service: service, name: operation.name, method: wire.method, target: wire.target, headers: wire.headers,
            body: .bytes(wire.body.bytes), payload: .bytes(wire.body.bytes), region: region)
        request.isUnsigned = operation.isUnsigned
        request.hostPrefix = try Self.hostPrefix(operation, input)
        if service.id == "s3", request.headers["Content-Type"] == "application/xml" {
            // S3 takes some settings only with a digest of their own.
            request.headers["Content-MD5"] = Base64.text(Array(Insecure.MD5.hash(data: wire.body.bytes)))
        }
        return request
    }

    private func withIdempotencyTokens(
        _ input: WireValue, _ operation: OperationModel, _ service: ServiceModel
    ) -> WireValue {
        guard case .structure(var members) = input, let shape = operation.input.map(service.shape) else {
            return input
        }
        for member in shape.members where member.traits.contains(.idempotencyToken) && input[member.name] == nil {
            members.append(WireValue.Member(member.name, .string(randomUUID())))
        }
        return .structure(members)
    }

    /// Source: RFC 9562, version 4.
    private func randomUUID() -> String {
        var bytes = (0..<16).map { _ in UInt8(min(max(random(), 0), 1) * 255) }
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = Array(Hex.text(bytes))
        let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }
        return groups.joined(separator: "-")
    }

    /// The part of the host that an operation puts before the endpoint's, its labels filled in.
    private static func hostPrefix(
        _ operation: OperationModel, _ input: WireValue
    ) throws(AWSClientError) -> String? {
        guard let template = operation.hostPrefix else { return nil }
        var prefix = ""
        var rest = template[...]
        while let start = rest.firstIndex(of: "{"), let end = rest[start...].firstIndex(of: "}") {
            let name = String(rest[rest.index(after: start)..<end])
            guard let value = input[name]?.stringValue, isHostLabel(value) else {
                throw AWSClientError(.invalidRequest, "\(operation.name) needs \(name), which becomes part of the host")
            }
            prefix += rest[..<start] + value
            rest = rest[rest.index(after: end)...]
        }
        return prefix + rest
    }

    private static func isHostLabel(_ text: String) -> Bool {
        (1...63).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
            }
    }
}

/// Bytes as pairs of lower-case digits.
enum Hex {
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
