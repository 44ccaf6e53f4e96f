/// Checks a trail's properties by CloudTrail's own rules, as far as they are known before the deployment.
struct TrailCheck {
    let trail: CfnTrail

    private static let prefixLengthMax = 200

    func problems() -> [String] {
        let properties = trail.properties
        return [
            properties.trailName?.literal.flatMap(Self.problem(ofName:)),
            (properties.s3KeyPrefix?.literal?.utf16.count ?? 0) > Self.prefixLengthMax
                ? "s3KeyPrefix: at most \(Self.prefixLengthMax) characters" : nil,
            properties.isMultiRegionTrail == true && properties.includeGlobalServiceEvents == false
                ? "includeGlobalServiceEvents: a trail of all regions always includes global service events" : nil,
        ].compactMap { $0 }
    }

    /// 3 to 128 characters of `[a-zA-Z0-9._-]`, alphanumeric at both ends, without two symbols side by side.
    static func problem(ofName name: String) -> String? {
        let bytes = Array(name.utf8)
        let isSymbol = { (byte: UInt8) in byte == 0x2E || byte == 0x5F || byte == 0x2D }
        let isPlain = { (byte: UInt8) in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: false
            }
        }
        let fits =
            (3...128).contains(bytes.count) && bytes.allSatisfy { isPlain($0) || isSymbol($0) }
            && bytes.first.map(isPlain) == true && bytes.last.map(isPlain) == true
            && !zip(bytes, bytes.dropFirst()).contains { isSymbol($0) && isSymbol($1) }
        return fits
            ? nil
            : "trailName: '\(name)' is no trail name: 3 to 128 letters, digits and . _ -, beginning and ending with a "
                + "letter or digit, no two of . _ - side by side"
    }
}
