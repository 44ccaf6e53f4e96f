import CairnAPI

/// A trail as a request names it: by its name, or by its ARN.
///
/// Source: CloudTrail User Guide, "Naming requirements for CloudTrail resources, S3 buckets, and KMS keys".
enum TrailReference: Hashable {
    case name(String)
    case arn(String)

    /// - Throws: ``CloudTrailError`` with `invalidTrailName` or `cloudTrailARNInvalid`.
    init(_ text: String) throws(CloudTrailError) {
        guard text.hasPrefix("arn:") else {
            try Self.checkName(text)
            self = .name(text)
            return
        }
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, !parts[1].isEmpty, parts[2] == "cloudtrail", !parts[3].isEmpty,
            parts[4].utf8.count == 12, parts[4].utf8.allSatisfy(\.isDigit), parts[5].hasPrefix("trail/")
        else {
            throw CloudTrailError(
                .cloudTrailARNInvalid,
                "\(text.prefix(256)) is not the ARN of a trail; those look like "
                    + "arn:aws:cloudtrail:us-east-1:123456789012:trail/NAME."
            )
        }
        try Self.checkName(String(parts[5].dropFirst("trail/".count)))
        self = .arn(text)
    }

    private static func checkName(_ name: String) throws(CloudTrailError) {
        let bytes = Array(name.utf8)
        guard let problem = lengthProblem(name.unicodeScalars.count) ?? characterProblem(bytes) else { return }
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

    private static func characterProblem(_ name: [UInt8]) -> String? {
        guard let first = name.first, let last = name.last else { return nil }
        if !name.allSatisfy({ $0.isLetterOrDigit || $0.isSeparator }) {
            return "Trail name or ARN can only contain uppercase letters, lowercase letters, numbers, periods (.), "
                + "hyphens (-), and underscores (_)."
        }
        if !first.isLetterOrDigit { return "Trail name must start with a letter or number." }
        if !last.isLetterOrDigit { return "Trail name must end with a letter or number." }
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
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    fileprivate var isLetterOrDigit: Bool {
        isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
    }

    fileprivate var isSeparator: Bool {
        self == UInt8(ascii: ".") || self == UInt8(ascii: "-") || self == UInt8(ascii: "_")
    }
}
