/// Services whose hosts differ from the others' in a regular way.
///
/// Source: AWS General Reference, "Service endpoints and quotas" of each service.
enum EndpointExceptions {
    /// Services with dual-stack hosts alone.
    static let dualStackOnly: Set<String> = [
        "application-signals", "arc-region-switch", "backupsearch", "bcm-dashboards", "bcm-data-exports",
        "bcm-pricing-calculator", "bcm-recommended-actions", "connecthealth", "datazone", "devops-agent", "dsql",
        "eks-auth", "freetier", "gameliftstreams", "interconnect", "invoicing", "iot-managed-integrations",
        "kendra-ranking", "keyspacesstreams", "marketplace-discovery", "mpa", "mwaa-serverless",
        "networkflowmonitor", "notifications", "notificationscontacts", "partnercentral-account",
        "partnercentral-benefits", "partnercentral-selling", "qbusiness", "route53globalresolver", "s3files",
        "s3vectors", "security-ir", "securityagent", "uxc", "workspaces-instances",
    ]

    /// Services that are in one region of a partition, with a host that has the region's name.
    static let inGlobalRegion: Set<String> = [
        "artifact", "bcm-dashboards", "bcm-data-exports", "bcm-pricing-calculator", "bcm-recommended-actions",
        "billing", "billingconductor", "freetier", "invoicing", "notificationscontacts", "taxsettings",
    ]
}
