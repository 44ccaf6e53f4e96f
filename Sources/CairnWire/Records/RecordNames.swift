/// The names of services and operations in records that no rule gives.
enum RecordNames {
    /// Event sources that are not the signing name, by model id.
    static let eventSourceLabels = [
        "marketplace-agreement": "agreement-marketplace", "meteringmarketplace": "metering-marketplace",
        "mq": "amazonmq", "rds-data": "rdsdata", "servicecatalog-appregistry": "servicecatalog-appregistry",
        "s3control": "s3",
    ]

    /// Signing names of services that have S3's models, or parts of them, and event sources of their own.
    static let labelsOfS3: Set<String> = ["s3-outposts", "s3express", "s3-object-lambda"]

    /// Services that a label means although none of their names is that label, or not it alone.
    static let serviceIDs: [String: [String]] = [
        "agreement-marketplace": ["marketplace-agreement"], "amazonmq": ["mq"],
        "metering-marketplace": ["meteringmarketplace"], "rds": ["rds"], "rdsdata": ["rds-data"],
        "s3-outposts": ["s3outposts", "s3"], "servicecatalog-appregistry": ["servicecatalog-appregistry"],
        "sso-directory": ["identitystore"],
    ]

    /// The order in which services that share a label are tried.
    static let preferredServices: [String: [String]] = [
        "apigateway": ["apigateway", "apigatewayv2"], "elasticloadbalancing": ["elb", "elbv2"],
        "es": ["opensearch", "es"], "s3": ["s3", "s3control"],
        "ses": ["ses", "sesv2", "pinpoint-email", "mailmanager"],
    ]

    /// Event sources without a public model.
    static let privateLabels: Set<String> = [
        "billingconsole", "cloudshell", "ec2messages", "macie", "robomaker", "signin", "sms", "sqlworkbench",
        "ssm-guiconnect", "ssmmessages",
    ]

    /// The `apiVersion` of the services that write one, by model id.
    static let apiVersions = [
        "appmesh": "2019-01-25", "cloudfront": "2020_05_31", "dynamodb": "2012-08-10", "efs": "2015-02-01",
        "elb": "2012-06-01", "elbv2": "2015-12-01", "events": "2015-10-07", "logs": "20140328",
        "route53": "2013-04-01", "wafv2": "2019-07-29",
    ]

    /// Event names that are not the operation's name, by model id and operation.
    static let eventNames: [String: [String: String]] = [
        "cloudfront": [
            "CreateFunction": "CreateFunction2020_05_31", "DeleteFunction": "DeleteFunction2020_05_31",
            "DescribeFunction": "DescribeFunction2020_05_31", "GetFunction": "GetFunction2020_05_31",
            "ListFunctions": "ListFunctions2020_05_31", "PublishFunction": "PublishFunction2020_05_31",
            "TestFunction": "TestFunction2020_05_31", "UpdateFunction": "UpdateFunction2020_05_31",
        ],
        "lambda": [
            "AddLayerVersionPermission": "AddLayerVersionPermission20181031",
            "AddPermission": "AddPermission20150331v2", "CreateAlias": "CreateAlias20150331",
            "CreateEventSourceMapping": "CreateEventSourceMapping20150331",
            "CreateFunction": "CreateFunction20150331", "DeleteAlias": "DeleteAlias20150331",
            "DeleteEventSourceMapping": "DeleteEventSourceMapping20150331",
            "DeleteFunction": "DeleteFunction20150331",
            "DeleteFunctionConcurrency": "DeleteFunctionConcurrency20171031",
            "DeleteLayerVersion": "DeleteLayerVersion20181031", "GetAccountSettings": "GetAccountSettings20160819",
            "GetAlias": "GetAlias20150331", "GetEventSourceMapping": "GetEventSourceMapping20150331",
            "GetFunction": "GetFunction20150331v2", "GetFunctionConfiguration": "GetFunctionConfiguration20150331v2",
            "GetLayerVersion": "GetLayerVersion20181031", "GetPolicy": "GetPolicy20150331v2",
            "ListAliases": "ListAliases20150331", "ListEventSourceMappings": "ListEventSourceMappings20150331",
            "ListFunctions": "ListFunctions20150331", "ListLayerVersions": "ListLayerVersions20181031",
            "ListLayers": "ListLayers20181031", "ListTags": "ListTags20170331",
            "ListVersionsByFunction": "ListVersionsByFunction20150331",
            "PublishLayerVersion": "PublishLayerVersion20181031", "PublishVersion": "PublishVersion20150331",
            "PutFunctionConcurrency": "PutFunctionConcurrency20171031",
            "RemoveLayerVersionPermission": "RemoveLayerVersionPermission20181031",
            "RemovePermission": "RemovePermission20150331v2", "TagResource": "TagResource20170331v2",
            "UntagResource": "UntagResource20170331v2", "UpdateAlias": "UpdateAlias20150331",
            "UpdateEventSourceMapping": "UpdateEventSourceMapping20150331",
            "UpdateFunctionCode": "UpdateFunctionCode20150331v2",
            "UpdateFunctionConfiguration": "UpdateFunctionConfiguration20150331v2",
        ],
        "s3": [
            "DeletePublicAccessBlock": "DeleteBucketPublicAccessBlock",
            "GetBucketAccelerateConfiguration": "GetAccelerateConfiguration",
            "GetBucketLifecycleConfiguration": "GetBucketLifecycle",
            "GetBucketNotificationConfiguration": "GetBucketNotification",
            "GetObjectLockConfiguration": "GetBucketObjectLockConfiguration",
            "GetPublicAccessBlock": "GetBucketPublicAccessBlock", "ListObjectsV2": "ListObjects",
            "PutBucketAccelerateConfiguration": "PutAccelerateConfiguration",
            "PutBucketLifecycleConfiguration": "PutBucketLifecycle",
            "PutBucketNotificationConfiguration": "PutBucketNotification",
            "PutObjectLockConfiguration": "PutBucketObjectLockConfiguration",
            "PutPublicAccessBlock": "PutBucketPublicAccessBlock",
        ],
        "s3control": [
            "DeletePublicAccessBlock": "DeleteAccountPublicAccessBlock",
            "GetPublicAccessBlock": "GetAccountPublicAccessBlock",
            "PutPublicAccessBlock": "PutAccountPublicAccessBlock",
        ],
    ]

    /// Operations that are recorded under another's name, by model id and that other operation.
    static let sharedNames = ["s3": ["ListObjects": "ListObjectsV2"]]

    /// Operations of event names, by model id: those above read backwards, and older names.
    static let operationAliases: [String: [String: String]] = {
        var aliases: [String: [String: String]] = [
            "lambda": ["InvokeFunction": "Invoke"],
            "s3": ["ListAllMyBuckets": "ListBuckets", "ListBucket": "ListObjects"],
        ]
        for (service, names) in eventNames {
            for (operation, name) in names where name != "ListObjects" {
                aliases[service, default: [:]][name] = operation
            }
        }
        return aliases
    }()
}
