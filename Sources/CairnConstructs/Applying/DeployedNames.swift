import CairnModel
import Crypto

/// The names that resources of a stack get, where the template gives none.
///
/// CloudFormation makes up a new name each time; these are the same each time, so that applying a template again finds
/// what is there.
struct DeployedNames {
    let stackName: String
    let account: String
    let region: String

    private static let bucketNameLengthMax = 63
    private static let nameLengthMax = 128

    /// Of lower-case letters, digits and dashes.
    func bucket(_ logicalID: String) -> String {
        let suffix = "-" + hash(logicalID)
        let base = Self.dashed("\(stackName)-\(logicalID)".lowercased())
        let start = base.prefix(Self.bucketNameLengthMax - suffix.count).drop { $0 == "-" }
        return (start.isEmpty ? "stack" : String(start)) + suffix
    }

    func other(_ logicalID: String) -> String {
        let suffix = "-" + hash(logicalID)
        return Self.dashed("\(stackName)-\(logicalID)").prefix(Self.nameLengthMax - suffix.count) + suffix
    }

    private func hash(_ logicalID: String) -> String {
        let digest = SHA256.hash(data: Array("\(account)/\(region)/\(stackName)/\(logicalID)".utf8))
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: digest.prefix(5).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    private static func dashed(_ text: String) -> String {
        String(
            text.unicodeScalars.map {
                $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil) ? Character($0) : "-"
            })
    }
}
