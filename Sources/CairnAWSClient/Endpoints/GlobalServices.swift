/// Services whose endpoints do not follow `<prefix>.<region>.<suffix>`.
///
/// Source: AWS General Reference, "Service endpoints and quotas" of each service.
enum GlobalServices {
    struct Place: Sendable {
        let host: String
        let signingRegion: String
    }

    /// The one endpoint that a service has in a partition; `nil` if it has one in each region.
    static func place(of serviceID: String, in partition: Partition) -> Place? {
        table[partition.id]?[serviceID]
    }

    private static let table: [String: [String: Place]] = [
        "aws": [
            "account": Place("account.us-east-1.amazonaws.com", "us-east-1"),
            "billing": Place("billing.us-east-1.api.aws", "us-east-1"),
            "budgets": Place("budgets.amazonaws.com", "us-east-1"),
            "ce": Place("ce.us-east-1.amazonaws.com", "us-east-1"),
            "chime": Place("chime.us-east-1.amazonaws.com", "us-east-1"),
            "cloudfront": Place("cloudfront.amazonaws.com", "us-east-1"),
            "globalaccelerator": Place("globalaccelerator.us-west-2.amazonaws.com", "us-west-2"),
            "iam": Place("iam.amazonaws.com", "us-east-1"),
            "importexport": Place("importexport.amazonaws.com", "us-east-1"),
            "networkmanager": Place("networkmanager.us-west-2.amazonaws.com", "us-west-2"),
            "organizations": Place("organizations.us-east-1.amazonaws.com", "us-east-1"),
            "route53": Place("route53.amazonaws.com", "us-east-1"),
            "savingsplans": Place("savingsplans.amazonaws.com", "us-east-1"),
            "shield": Place("shield.us-east-1.amazonaws.com", "us-east-1"),
            "support": Place("support.us-east-1.amazonaws.com", "us-east-1"),
            "waf": Place("waf.amazonaws.com", "us-east-1"),
        ],
        "aws-cn": [
            "account": Place("account.cn-northwest-1.amazonaws.com.cn", "cn-northwest-1"),
            "budgets": Place("budgets.amazonaws.com.cn", "cn-northwest-1"),
            "ce": Place("ce.cn-northwest-1.amazonaws.com.cn", "cn-northwest-1"),
            "cloudfront": Place("cloudfront.cn-northwest-1.amazonaws.com.cn", "cn-northwest-1"),
            "networkmanager": Place("networkmanager.cn-northwest-1.amazonaws.com.cn", "cn-northwest-1"),
            "iam": Place("iam.cn-north-1.amazonaws.com.cn", "cn-north-1"),
            "organizations": Place("organizations.cn-northwest-1.amazonaws.com.cn", "cn-northwest-1"),
            "route53": Place("route53.amazonaws.com.cn", "cn-northwest-1"),
            "support": Place("support.cn-north-1.amazonaws.com.cn", "cn-north-1"),
        ],
        "aws-us-gov": [
            "iam": Place("iam.us-gov.amazonaws.com", "us-gov-west-1"),
            "networkmanager": Place("networkmanager.us-gov-west-1.amazonaws.com", "us-gov-west-1"),
            "organizations": Place("organizations.us-gov-west-1.amazonaws.com", "us-gov-west-1"),
            "route53": Place("route53.us-gov.amazonaws.com", "us-gov-west-1"),
            "support": Place("support.us-gov-west-1.amazonaws.com", "us-gov-west-1"),
        ],
    ]
}

extension GlobalServices.Place {
    fileprivate init(_ host: String, _ signingRegion: String) {
        self.init(host: host, signingRegion: signingRegion)
    }
}
