import CairnModel

/// A date as it came, read only when somebody asks.
struct SigningDate: Sendable, Hashable {
    private var text: String?
    private var given: Double?

    init(_ seconds: Double?) { given = seconds }
    init(text: String?) { self.text = text }

    /// Seconds since the epoch; `nil` if there is no text, or none of a date.
    var seconds: Double? { given ?? text.flatMap(ISO8601.parse) }

    static func == (left: SigningDate, right: SigningDate) -> Bool { left.seconds == right.seconds }
    func hash(into hasher: inout Hasher) { hasher.combine(seconds) }
}

/// The names of signed headers as they came, between semicolons, split only when somebody asks.
struct SignedHeaderList: Sendable, Hashable {
    private var text: Substring

    init(_ names: [String]) { text = names.joined(separator: ";")[...] }
    init(text: Substring) { self.text = text }

    var names: [String] { text.utf8.split(separator: UInt8(ascii: ";")).map { String(Substring($0)) } }

    static func == (left: SignedHeaderList, right: SignedHeaderList) -> Bool { left.names == right.names }
    func hash(into hasher: inout Hasher) { hasher.combine(names) }
}

/// The places of the parts of `Credential=…, SignedHeaders=…, Signature=…`, in any order, with or without blanks.
struct AuthorizationParts {
    var credential: Range<Int>?
    var signedHeaders: Range<Int>?
    var signature: Range<Int>?

    /// - Parameter start: where the parts begin, behind the algorithm's name.
    init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
        var index = start
        while index < bytes.count {
            if Self.isSeparator(bytes[index]) {
                index += 1
                continue
            }
            let name = index
            var equals = -1
            while index < bytes.count, !Self.isSeparator(bytes[index]) {
                if equals < 0, bytes[index] == UInt8(ascii: "=") { equals = index }
                index += 1
            }
            if equals >= 0 { take(bytes, name: name..<equals, value: equals + 1..<index) }
        }
    }

    // The three names have different lengths.
    private mutating func take(_ bytes: UnsafeBufferPointer<UInt8>, name: Range<Int>, value: Range<Int>) {
        switch name.count {
        case 9 where Self.equals(bytes, name, "Signature"): signature = value
        case 10 where Self.equals(bytes, name, "Credential"): credential = value
        case 13 where Self.equals(bytes, name, "SignedHeaders"): signedHeaders = value
        default: break
        }
    }

    private static func isSeparator(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ",") || byte == UInt8(ascii: " ") }

    private static func equals(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ text: StaticString) -> Bool {
        for offset in 0..<range.count where bytes[range.lowerBound + offset] != text.utf8Start[offset] { return false }
        return true
    }
}

/// A credential taken apart: `AKID/20150830/us-east-1/iam/aws4_request`, for `v4a` without the region.
struct CredentialParts {
    let accessKeyID: String
    var scopeDate = ""
    var region: String?
    var service: String?

    /// - Parameter bytes: the credential; a key may have slashes, so the scope is counted from the end.
    init(_ bytes: UnsafeBufferPointer<UInt8>, hasRegion: Bool) {
        var slashes = (0, 0, 0, 0)
        var count = 0
        var index = bytes.count
        let wanted = hasRegion ? 4 : 3
        while index > 0, count < wanted {
            index -= 1
            guard bytes[index] == UInt8(ascii: "/") else { continue }
            slashes = (index, slashes.0, slashes.1, slashes.2)
            count += 1
        }
        guard count == wanted else {
            let end = bytes.firstIndex(of: UInt8(ascii: "/")) ?? bytes.count
            accessKeyID = Self.text(bytes, 0..<end)
            return
        }
        accessKeyID = Self.text(bytes, 0..<slashes.0)
        scopeDate = Self.text(bytes, slashes.0 + 1..<slashes.1)
        let second = Self.text(bytes, slashes.1 + 1..<slashes.2)
        let third = hasRegion ? Self.text(bytes, slashes.2 + 1..<slashes.3) : second
        region = hasRegion && !second.isEmpty ? second : nil
        service = third.isEmpty ? nil : third
    }

    private static func text(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    }
}
