/// Services without regions, whose events all stand in one region.
///
/// Source: CloudTrail User Guide, "Global service events"; STS has regions, but for its global endpoint.
enum GlobalServices {
    private static let labels: Set<String> = [
        "iam", "cloudfront", "route53", "route53domains", "organizations", "support", "waf", "shield", "budgets", "ce",
        "cur", "account", "health", "savingsplans",
    ]

    /// The region that an event is recorded in, whatever region the call was signed for; `nil` if that is the one.
    /// - Parameter host: the `Host` header, with or without a port.
    static func region(label: String, signedRegion: String, host: String?) -> String? {
        guard labels.contains(label) || label == "sts" && isGlobalSTS(host) else { return nil }
        return home(ofPartitionWith: signedRegion)
    }

    private static func isGlobalSTS(_ host: String?) -> Bool {
        guard let host, host.hasPrefix("sts.amazonaws.com") else { return false }
        return host.utf8.count == 17 || host.utf8.dropFirst(17).first == UInt8(ascii: ":")
    }

    /// The region where the global services of a partition record.
    private static func home(ofPartitionWith region: String) -> String {
        if region.hasPrefix("cn-") { return "cn-north-1" }
        if region.hasPrefix("us-gov-") { return "us-gov-west-1" }
        if region.hasPrefix("us-iso-") { return "us-iso-east-1" }
        if region.hasPrefix("us-isob-") { return "us-isob-east-1" }
        return "us-east-1"
    }
}
