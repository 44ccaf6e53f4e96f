import CairnAPI

/// Where log files go: what a bucket and a prefix may be called.
///
/// Source: CloudTrail User Guide, "Naming requirements for CloudTrail resources, S3 buckets, and KMS keys".
enum BucketLocation {
    static let prefixLengthMax = 200

    /// - Throws: ``CloudTrailError`` with `invalidS3BucketName`.
    static func checkBucket(_ name: String) throws(CloudTrailError) {
        guard let problem = problem(ofBucket: Array(name.utf8)) else { return }
        throw CloudTrailError(
            .invalidS3BucketName, "Bucket name \(CloudTrailError.excerpt(name)) is not valid: \(problem)."
        )
    }

    private static func problem(ofBucket name: [UInt8]) -> String? {
        guard (3...63).contains(name.count) else { return "it must have 3 to 63 characters" }
        guard name.allSatisfy({ $0.isLowercaseLetter || $0.isDigit || $0 == dot || $0 == dash }) else {
            return "it must consist of lower-case letters, digits, periods and hyphens"
        }
        let labels = name.split(separator: dot, omittingEmptySubsequences: false)
        guard labels.allSatisfy({ !$0.isEmpty }) else {
            return "it must not begin or end with a period, or have two in a row"
        }
        guard labels.allSatisfy({ $0.first != dash && $0.last != dash }) else {
            return "it must not begin or end with a hyphen, or have one beside a period"
        }
        let isAddress = labels.count == 4 && labels.allSatisfy { $0.count <= 3 && $0.allSatisfy(\.isDigit) }
        return isAddress ? "it must not look like an IP address" : nil
    }

    /// - Throws: ``CloudTrailError`` with `invalidS3Prefix`.
    static func checkedPrefix(_ prefix: String) throws(CloudTrailError) -> String {
        try checkedPrefix(prefix, lengthMax: prefixLengthMax)
    }

    /// A slash at either end is refused: the key of a log file would have two in a row.
    /// - Throws: ``CloudTrailError`` with `invalidS3Prefix`.
    static func checkedPrefix(_ prefix: String, lengthMax: Int) throws(CloudTrailError) -> String {
        let length = prefix.unicodeScalars.count
        guard length <= lengthMax else {
            throw CloudTrailError(
                .invalidS3Prefix,
                "The S3 key prefix must have at most \(lengthMax) characters, but has \(length)."
            )
        }
        guard !prefix.hasPrefix("/"), !prefix.hasSuffix("/") else {
            throw CloudTrailError(
                .invalidS3Prefix, "The S3 key prefix \(prefix) must not begin or end with a slash; leave it out."
            )
        }
        guard prefix.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
            throw CloudTrailError(.invalidS3Prefix, "The S3 key prefix must not have control characters.")
        }
        return prefix
    }

    private static let dot = UInt8(ascii: ".")
    private static let dash = UInt8(ascii: "-")
}
