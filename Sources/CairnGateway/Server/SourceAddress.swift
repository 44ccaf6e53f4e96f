import CairnModel

/// Who made a call, by address.
struct SourceAddress {
    /// Proxies whose word is taken.
    let trustedProxies: [AddressRange]

    /// The address to record: the connection's, or, if that is a trusted proxy's, the last one in `X-Forwarded-For`
    /// that is not a trusted proxy's too. Anything left of that could have been made up by the caller.
    func resolve(peer: String, headers: HeaderFields) -> String {
        guard !trustedProxies.isEmpty, isTrusted(peer) else { return peer }
        var nearest = peer
        for hop in forwardedHops(headers).reversed() {
            guard IPAddress.bytes(hop) != nil else { return nearest }
            nearest = hop
            guard isTrusted(hop) else { return hop }
        }
        return nearest
    }

    private func isTrusted(_ address: String) -> Bool { trustedProxies.contains { $0.contains(address) } }

    private func forwardedHops(_ headers: HeaderFields) -> [String] {
        headers.fields.filter { $0.name.equalsIgnoringASCIICase("x-forwarded-for") }
            .flatMap { $0.value.split(separator: ",") }
            .map { Self.withoutPort($0.drop { $0 == " " }.prefixWithoutBlanks) }
    }

    /// `[::1]:80`, `1.2.3.4:80` and both without a port.
    private static func withoutPort(_ text: Substring) -> String {
        if text.first == "[", let end = text.firstIndex(of: "]") {
            return String(text[text.index(after: text.startIndex)..<end])
        }
        let colons = text.utf8.count { $0 == UInt8(ascii: ":") }
        return String(colons == 1 ? text.prefix { $0 != ":" } : text)
    }
}

extension Substring {
    fileprivate var prefixWithoutBlanks: Substring { prefix { $0 != " " && $0 != "\t" } }
}
