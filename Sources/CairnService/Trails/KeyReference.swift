import CairnAPI
import CairnModel

/// How a request may name the KMS key of a trail: `alias/NAME`, the ARN of an alias or a key, or the id of a key.
///
/// Source: CloudTrail API Reference, CreateTrail; CloudTrail User Guide, "Naming requirements for CloudTrail resources,
/// S3 buckets, and KMS keys".
enum KeyReference {
    /// Returns the text if it can name a key.
    /// - Throws: ``CloudTrailError`` with `invalidKmsKeyId`.
    static func checked(_ text: String) throws(CloudTrailError) -> String {
        if isValid(text) { return text }
        throw CloudTrailError(
            .invalidKmsKeyId,
            "\(CloudTrailError.excerpt(text)) does not name a KMS key: give alias/NAME, the ARN of an alias or a key, "
                + "or the id of a key."
        )
    }

    private static func isValid(_ text: String) -> Bool {
        guard text.hasPrefix("arn:") else { return isAlias(text) || isKeyID(text) }
        guard let arn = ARN(text), arn.service == "kms", !arn.region.isEmpty, arn.accountID != nil else { return false }
        if arn.resource.hasPrefix("key/") { return isKeyID(arn.resource.dropFirst("key/".count)) }
        return isAlias(arn.resource)
    }

    private static func isAlias(_ text: some StringProtocol) -> Bool {
        guard text.hasPrefix("alias/") else { return false }
        let name = text.dropFirst("alias/".count)
        return (1...256).contains(name.utf8.count) && !name.hasPrefix("aws")
            && name.consistsOfLettersAndDigits(or: "/_-")
    }

    /// Multi-region keys have ids that begin with `mrk-`.
    private static func isKeyID(_ text: some StringProtocol) -> Bool {
        if text.hasPrefix("mrk-") {
            let digits = text.dropFirst("mrk-".count).utf8
            return digits.count == 32 && digits.allSatisfy(\.isLowercaseHexDigit)
        }
        return text.isUUID
    }
}
