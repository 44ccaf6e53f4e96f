/// An Amazon Resource Name in its six parts.
///
/// Source: IAM User Guide, "Amazon Resource Names (ARNs)".
public struct ARN: Sendable, Hashable {
    /// The longest text that is looked at.
    public static let byteCountMax = 2048

    public let partition: Substring
    public let service: Substring
    public let region: Substring
    public let account: Substring
    public let resource: Substring

    /// Splits a text that begins with `arn:` and has all parts; `nil` for any other.
    public init?(_ text: String) {
        guard text.utf8.first == UInt8(ascii: "a"), text.utf8.count <= Self.byteCountMax, text.hasPrefix("arn:") else {
            return nil
        }
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 5, omittingEmptySubsequences: false)
            .map(Substring.init)
        guard parts.count == 6, !parts[5].isEmpty else { return nil }
        partition = parts[1]
        service = parts[2]
        region = parts[3]
        account = parts[4]
        resource = parts[5]
    }

    /// The account, if it is one: `nil` for AWS's own resources and for those without an account.
    public var accountID: String? { AccountID.isValid(account) ? String(account) : nil }
}

/// Twelve digits.
public enum AccountID {
    public static func isValid(_ text: some StringProtocol) -> Bool {
        var count = 0
        for byte in text.utf8 {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return false }
            count += 1
        }
        return count == 12
    }
}
