import Crypto

/// The ids under which elements stand in a template.
///
/// They are those of the AWS CDK, so that a stack can move from one to the other and keep its resources.
///
/// Source: AWS CDK v2, "Identifiers": logical ids.
enum LogicalID {
    private static let humanLengthMax = 240
    private static let lengthMax = 255
    /// Does not count at all.
    private static let hidden = "Default"
    /// Counts for the hash, but is not shown.
    private static let hiddenFromHumans = "Resource"

    /// - Parameters:
    ///   - ids: the construct ids from just below the stack down to the element.
    ///   - path: for the message, if nothing is left to make an id of.
    static func make(_ ids: [String], path: String) throws -> String {
        let components = ids.filter { $0 != hidden }
        guard let first = components.first else {
            throw ConstructError(.invalidID, path: path, "A logical id cannot be made of nothing but '\(hidden)'")
        }
        let alone = alphanumeric(first)
        if components.count == 1, alone.utf8.count <= lengthMax { return alone }
        return humanPart(components) + hash(components)
    }

    private static func hash(_ components: [String]) -> String {
        let digest = Insecure.MD5.hash(data: Array(components.joined(separator: "/").utf8))
        let digits = Array("0123456789ABCDEF".utf8)
        return String(
            decoding: digest.prefix(4).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    private static func humanPart(_ components: [String]) -> String {
        var kept: [String] = []
        for component in components where !endsWith(kept.last, component) { kept.append(component) }
        let text = kept.filter { $0 != hiddenFromHumans }.map(alphanumeric).joined()
        return String(text.prefix(humanLengthMax))
    }

    /// By code units, as JavaScript compares; Swift's own comparison would take canonical equivalents for equal.
    private static func endsWith(_ text: String?, _ end: String) -> Bool {
        guard let text else { return false }
        return text.utf8.count >= end.utf8.count && text.utf8.suffix(end.utf8.count).elementsEqual(end.utf8)
    }

    static func alphanumeric(_ text: String) -> String {
        String(
            decoding: text.utf8.filter { byte in
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: false
                }
            }, as: UTF8.self)
    }
}
