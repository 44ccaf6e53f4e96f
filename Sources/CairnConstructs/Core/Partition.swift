/// The partitions of AWS, by region.
///
/// Source: AWS General Reference, "AWS service endpoints".
enum Partition {
    private static let prefixes = [
        ("cn-", "aws-cn"), ("us-gov-", "aws-us-gov"), ("us-isob-", "aws-iso-b"), ("us-isof-", "aws-iso-f"),
        ("eu-isoe-", "aws-iso-e"), ("us-iso-", "aws-iso"), ("eusc-", "aws-eusc"),
    ]
    private static let commercial = ["us", "eu", "ap", "sa", "ca", "me", "af", "il", "mx"]

    /// `nil` if the region looks like none.
    static func name(ofRegion region: String) -> String? {
        if let match = prefixes.first(where: { region.hasPrefix($0.0) }) { return match.1 }
        let parts = region.split(separator: "-")
        guard parts.count == 3, commercial.contains(String(parts[0])), Int(parts[2]) != nil else { return nil }
        return "aws"
    }
}
