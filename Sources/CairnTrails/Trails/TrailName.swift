public import CairnAPI

/// What a trail may be called.
///
/// Source: CloudTrail User Guide, "Naming requirements for CloudTrail resources, S3 buckets, and KMS keys".
public enum TrailName {
    /// - Throws: ``CloudTrailError`` with `invalidTrailName`.
    public static func check(_ name: String) throws(CloudTrailError) {
        guard let problem = lengthProblem(name.unicodeScalars.count) ?? characterProblem(Array(name.utf8)) else {
            return
        }
        throw CloudTrailError(.invalidTrailName, problem)
    }

    private static func lengthProblem(_ length: Int) -> String? {
        if length < 3 {
            return "Trail name too short. Minimum allowed length: 3 characters. Specified name length: \(length) "
                + "characters."
        }
        if length > 128 {
            return "Trail name too long. Maximum allowed length: 128 characters. Specified name length: \(length) "
                + "characters."
        }
        return nil
    }

    /// The grammar of the first texts is AWS's own.
    private static func characterProblem(_ name: [UInt8]) -> String? {
        guard let first = name.first, let last = name.last else { return nil }
        if !first.isLetterOrDigit { return "Trail name must starts with a letter or number." }
        if !last.isLetterOrDigit { return "Trail name must ends with a letter or number." }
        if !name.allSatisfy({ $0.isLetterOrDigit || $0.isSeparator }) {
            return "Trail name or ARN can only contain uppercase letters, lowercase letters, numbers, periods (.), "
                + "hyphens (-), and underscores (_)."
        }
        if zip(name, name.dropFirst()).contains(where: { $0.isSeparator && $1.isSeparator }) {
            return "Trail name must not have two periods, hyphens or underscores in a row."
        }
        return isAddress(name) ? "Trail name must not look like an IP address." : nil
    }

    private static func isAddress(_ name: [UInt8]) -> Bool {
        let parts = name.split(separator: UInt8(ascii: "."))
        return parts.count == 4 && parts.allSatisfy { $0.count <= 3 && $0.allSatisfy(\.isDigit) }
    }
}

extension UInt8 {
    fileprivate var isSeparator: Bool {
        self == UInt8(ascii: ".") || self == UInt8(ascii: "-") || self == UInt8(ascii: "_")
    }
}
