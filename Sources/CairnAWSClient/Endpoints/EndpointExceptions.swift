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

    /// Services whose ordinary hosts in the GovCloud are those for FIPS, too, but for dual-stack ones.
    static let fipsInGovCloud: Set<String> = [
        "accessanalyzer", "acm", "acm-pca", "appconfig", "appconfigdata", "application-autoscaling", "autoscaling",
        "autoscaling-plans", "batch", "clouddirectory", "cloudformation", "cloudtrail", "cloudwatch", "config",
        "connect", "connectparticipant", "dlm", "dms", "docdb", "dynamodb", "dynamodbstreams", "ec2", "eks",
        "elasticache", "elasticbeanstalk", "elb", "elbv2", "emr", "emr-containers", "events", "fis", "glacier",
        "greengrass", "greengrassv2", "guardduty", "identitystore", "imagebuilder", "kafka", "kafkaconnect",
        "keyspaces", "kinesis", "logs", "mediaconvert", "neptune", "outposts", "ram", "rds", "redshift",
        "resource-groups", "route53resolver", "sagemaker-runtime", "serverlessrepo", "service-quotas",
        "servicecatalog-appregistry", "sns", "sqs", "ssm", "sso", "sso-admin", "sso-oidc", "sts", "swf",
        "timestream-query", "timestream-write",
    ]
}
