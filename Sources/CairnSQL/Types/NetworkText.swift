/// A network such as `10.0.0.0/8`, as Trino's `contains` takes it.
struct NetworkText {
    let address: AddressText
    /// How many of the 128 bits count.
    let bitCount: Int

    struct Problem: Error {
        var message: String
    }

    init(_ text: String) throws(Problem) {
        guard let slash = text.firstIndex(of: "/") else { throw Problem(message: "Invalid CIDR") }
        guard let address = AddressText(text[..<slash]) else { throw Problem(message: "Invalid network IP address") }
        guard let length = Int(text[text.index(after: slash)...]), length >= 0 else {
            throw Problem(message: "Invalid prefix length")
        }
        guard length <= (address.isIPv4 ? 32 : 128) else {
            throw Problem(message: "Prefix length exceeds address length")
        }
        self.address = address
        bitCount = address.isIPv4 ? 96 + length : length
        // IPv6 networks may have bits behind the prefix, IPv4 networks may not.
        guard !address.isIPv4 || first == address.bytes else { throw Problem(message: "Invalid CIDR") }
    }

    private func masked(_ fill: UInt8) -> [UInt8] {
        address.bytes.enumerated().map { index, byte in
            let kept = min(max(bitCount - index * 8, 0), 8)
            let mask = UInt8(truncatingIfNeeded: 0xFF00 >> kept)
            return byte & mask | fill & ~mask
        }
    }

    var first: [UInt8] { masked(0) }
    var last: [UInt8] { masked(0xFF) }
}
