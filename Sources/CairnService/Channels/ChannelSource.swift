import CairnAPI

/// Who can send events through a channel: an application of one's own, or a partner of AWS.
///
/// Source: CloudTrail User Guide, "Additional information about integration partners".
enum ChannelSource {
    /// Any application.
    static let custom = "Custom"

    /// Partners that call PutAuditEvents from accounts of their own, and prove with an external id for whom.
    static let directPartners: Set<String> = [
        "Clumio", "LaunchDarkly", "IBMMulticloud", "MontyCloud", "Snyk",
    ]

    /// Partners whose application runs in the customer's account.
    static let solutionPartners: Set<String> = [
        "CloudStorageSecurityConsole", "CrowdStrike", "CyberArk", "GitHub", "KongGatewayEnterprise",
        "NetskopeCloudExchange", "OktaSystemLogEvents", "OneLogin", "Shoreline", "WizAuditLogs",
    ]

    /// - Throws: ``CloudTrailError`` with `invalidSource`.
    static func check(_ source: String) throws(CloudTrailError) {
        guard source == custom || directPartners.contains(source) || solutionPartners.contains(source) else {
            let names = directPartners.union(solutionPartners).sorted().joined(separator: ", ")
            throw CloudTrailError(
                .invalidSource,
                "There is no source \(CloudTrailError.excerpt(source)). A source is \(custom), or one of \(names)."
            )
        }
    }
}
