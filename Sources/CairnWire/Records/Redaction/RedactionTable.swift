/// What services print in the place of a secret, and what they leave out although their model does not mark it.
///
/// Observed in records or shown in the services' own documentation of their CloudTrail records; by model id.
enum RedactionTable {
    static let rules: [String: [RedactionRule]] = [
        "apigateway": [
            // Identifiers and role ARNs under names that look like secrets.
            RedactionRule("*.apiKey", .keep),
            RedactionRule("*.credentials", .keep),
            RedactionRule("*.authorizerCredentials", .keep),
            // The key itself, which stands under no telling name.
            RedactionRule("value", in: apiKeyOperations, .drop),
            RedactionRule("items.value", in: apiKeyOperations, .drop),
        ],
        "apigatewayv2": [RedactionRule("*.StageVariables", .threeStars)],
        "appsync": [
            RedactionRule("*.requestMappingTemplate", .threeStars),
            RedactionRule("*.responseMappingTemplate", .threeStars),
            // An API key's identifier is the key.
            RedactionRule("apiKey.id", .threeStars),
            RedactionRule("id", in: ["DeleteApiKey", "UpdateApiKey"], .threeStars),
        ],
        "athena": [RedactionRule("*.QueryString", .omitted), RedactionRule("*.ExecutionParameters", .drop)],
        "autoscaling": [RedactionRule("*.UserData", .dataRemoved)],
        "bedrock-runtime": [
            RedactionRule("*.messages", .drop), RedactionRule("*.system", .drop), RedactionRule("*.body", .drop),
            RedactionRule("*.promptVariables", .drop), RedactionRule("*.additionalModelRequestFields", .drop),
            RedactionRule("*.content", .drop), RedactionRule("*.modelInput", .drop),
        ],
        "cloudfront": [RedactionRule("*.Comment", .hidden)],
        // What happened outside of AWS is for the event data stores of the channel, and an external id may be a passphrase.
        "cloudtrail-data": [RedactionRule("*.eventData", .hidden), RedactionRule("externalId", .hidden)],
        "codebuild": [RedactionRule("*.registryCredential.credential", .keep)],
        "codecommit": [RedactionRule("*.fileContent", .drop)],
        "cognito-idp": [
            // The public id of a client, and units of time under the names of tokens.
            RedactionRule("*.ClientId", .keep),
            RedactionRule("*.TokenValidityUnits.AccessToken", .keep),
            RedactionRule("*.TokenValidityUnits.IdToken", .keep),
            RedactionRule("*.TokenValidityUnits.RefreshToken", .keep),
            RedactionRule("*.UserAttributes", .drop), RedactionRule("*.ClientMetadata", .drop),
            RedactionRule("*.ValidationData", .drop), RedactionRule("*.AuthParameters", .drop),
            RedactionRule("*.ChallengeResponses", .drop), RedactionRule("*.UserContextData", .drop),
            RedactionRule("*.Session", .drop), RedactionRule("*.SecretHash", .drop),
            RedactionRule("*.ConfirmationCode", .drop), RedactionRule("*.UserCode", .drop),
            RedactionRule("*.DeviceSecretVerifierConfig", .drop),
        ],
        "docdb": rds,
        "dynamodb": dynamodb,
        "dynamodbstreams": dynamodb,
        "ebs": [RedactionRule("BlockData", .drop), RedactionRule("KmsKeyArn", .hidden)],
        "ec2": [
            RedactionRule("*.UserData", .dataRemoved), RedactionRule("*.KeyMaterial", .dataRemoved),
            RedactionRule("*.UploadPolicySignature", .drop), RedactionRule("*.UploadPolicy", .drop),
            RedactionRule("*.SqlServerCredentials", .keep), RedactionRule("*.PreSharedKeyStorage", .keep),
            RedactionRule("*.PasswordData", .drop),
            // The answer's structure `Value` holds the user data of DescribeInstanceAttribute and of its change.
            RedactionRule("*.UserData.Value", .dataRemoved),
        ],
        "ecs": [RedactionRule("*.instanceIdentityDocumentSignature", .drop)],
        "elasticache": [RedactionRule("*.AuthToken", .fourStars)],
        "elbv2": [RedactionRule("*.ClientSecret", .drop)],
        "events": [
            RedactionRule("Entries.Detail", in: ["PutEvents", "PutPartnerEvents"], .drop),
            RedactionRule("*.InvocationHttpParameters", .drop),
        ],
        "fsx": [RedactionRule("*.DomainJoinServiceAccountSecret", .keep)],
        "iam": [
            RedactionRule("*.AuthenticationCode1", .drop), RedactionRule("*.AuthenticationCode2", .drop),
            RedactionRule("*.Base32StringSeed", .drop), RedactionRule("*.QRCodePNG", .drop),
            RedactionRule("*.ServicePassword", .drop), RedactionRule("RemovePrivateKey", .keep),
        ],
        "kms": [
            // The answer of CreateGrant shows the grant's id alone; grant tokens in requests are no secrets.
            RedactionRule("GrantToken", in: ["CreateGrant"], .drop), RedactionRule("*.GrantTokens", .keep),
            RedactionRule("*.Plaintext", .drop), RedactionRule("*.CiphertextBlob", .drop),
            RedactionRule("*.Message", .drop), RedactionRule("*.Signature", .drop), RedactionRule("*.Mac", .drop),
            RedactionRule("*.SharedSecret", .drop), RedactionRule("*.EncryptedKeyMaterial", .drop),
            RedactionRule("*.ImportToken", .drop), RedactionRule("*.KeyStorePassword", .drop),
            RedactionRule("*.XksProxyAuthenticationCredential", .drop),
            RedactionRule("*.PrivateKeyPlaintext", .drop), RedactionRule("*.PrivateKeyCiphertextBlob", .drop),
            RedactionRule("*.CiphertextForRecipient", .drop),
        ],
        "lambda": [
            RedactionRule("*.ZipFile", .drop), RedactionRule("*.Variables", .drop),
            RedactionRule("*.Payload", .drop), RedactionRule("*.InvokeArgs", .drop),
            RedactionRule("*.ClientContext", .drop),
        ],
        "lightsail": [RedactionRule("*.userData", .drop)],
        "logs": [RedactionRule("*.logEvents", .drop), RedactionRule("*.logEventMessages", .drop)],
        "mediapackage": [RedactionRule("*.CdnIdentifierSecret", .keep)],
        "mediapackage-vod": [RedactionRule("*.CdnIdentifierSecret", .keep)],
        "neptune": rds,
        "organizations": [
            RedactionRule("Email", in: createAccount, .fourStars),
            RedactionRule("AccountName", in: createAccount, .fourStars),
            RedactionRule("CreateAccountStatus.AccountName", in: createAccount, .fourStars),
        ],
        "pinpoint-email": mail,
        "quicksight": [RedactionRule("*.PlainText", .keep)],
        "rds": rds,
        "rds-data": [
            RedactionRule("*.sql", .tenStars), RedactionRule("*.sqlStatements", .tenStars),
            RedactionRule("*.parameters", .drop), RedactionRule("*.parameterSets", .drop),
        ],
        "redshift": [RedactionRule("*.MasterUserPassword", .fourStars)],
        "redshift-data": [
            RedactionRule("*.Sql", .omitted), RedactionRule("*.Sqls", .omitted), RedactionRule("*.Parameters", .drop),
        ],
        "redshift-serverless": [
            RedactionRule("*.adminUsername", .hidden), RedactionRule("*.adminUserPassword", .hidden),
        ],
        "resource-explorer-2": [RedactionRule("*.QueryString", .threeStars)],
        "rolesanywhere": [RedactionRule("*.tags.key", .hidden), RedactionRule("*.tags.value", .hidden)],
        "s3": [
            // The names of keys, which the model marks as if they were the keys.
            RedactionRule("SSEKMSKeyId", .keep),
            RedactionRule("*.SSECustomerKey", .drop), RedactionRule("*.CopySourceSSECustomerKey", .drop),
            RedactionRule("*.Body", .drop), RedactionRule("MFA", .drop),
        ],
        "s3control": [RedactionRule("MFA", .drop)],
        "s3outposts": [RedactionRule("*.Body", .drop)],
        "secretsmanager": [
            RedactionRule("*.SecretString", .drop), RedactionRule("*.SecretBinary", .drop),
            RedactionRule("*.RandomPassword", .drop),
        ],
        "ses": mail,
        "sesv2": mail,
        "sns": [
            RedactionRule("Message", in: ["Publish"], .hidden), RedactionRule("Subject", in: ["Publish"], .hidden),
            RedactionRule("MessageAttributes", in: ["Publish"], .hidden),
            RedactionRule("PhoneNumber", in: ["Publish"], .hidden),
            RedactionRule("PublishBatchRequestEntries.Message", .hidden),
            RedactionRule("PublishBatchRequestEntries.Subject", .hidden),
            RedactionRule("PublishBatchRequestEntries.MessageAttributes", .hidden),
            RedactionRule("*.Token", in: ["ConfirmSubscription"], .drop),
        ],
        "sqs": [
            RedactionRule("*.MessageBody", .hidden), RedactionRule("*.MessageAttributes", .hidden),
            RedactionRule("*.MessageSystemAttributes", .hidden),
        ],
        "ssm": [
            RedactionRule("Value", in: ["PutParameter"], .hidden),
            RedactionRule("Parameters", in: ["SendCommand"], .hidden),
            RedactionRule("Command.Parameters", in: ["SendCommand"], .hidden),
            RedactionRule("TokenValue", .valueHidden),
        ],
        "sso": [RedactionRule("accessToken", .hidden), RedactionRule("*.sessionToken", .hidden)],
        "sso-oidc": [
            "clientSecret", "deviceCode", "code", "refreshToken", "accessToken", "idToken", "assertion",
            "subjectToken", "actorToken", "codeVerifier", "userCode",
        ].map { RedactionRule($0, .hidden) },
        "sts": [
            // A session token opens nothing without its secret key; the answers of the calls that make one show it.
            RedactionRule("Credentials.SessionToken", .keep),
            RedactionRule("SubjectFromWebIdentityToken", .keep),
            RedactionRule("TokenCode", .drop), RedactionRule("*.ContextAssertion", .drop),
            RedactionRule("SAMLAssertion", .drop), RedactionRule("WebIdentityToken", .drop),
        ],
        "support": [
            RedactionRule("communicationBody", .drop), RedactionRule("subject", in: ["CreateCase"], .drop),
            RedactionRule("attachments", in: ["AddAttachmentsToSet"], .drop),
        ],
        "workspaces": [RedactionRule("*.ConnectionString", .keep)],
    ]

    /// The same by service and then by the member's name, in their order.
    static let rulesByMember: [String: [String: [RedactionRule]]] = rules.mapValues { rules in
        Dictionary(grouping: rules) { $0.path.last ?? "" }
    }

    /// Calls of API Gateway that name or answer with API keys.
    private static let apiKeyOperations: Set<String> = [
        "CreateApiKey", "CreateUsagePlanKey", "GetApiKey", "GetApiKeys", "GetUsagePlanKey", "GetUsagePlanKeys",
        "ImportApiKeys", "UpdateApiKey",
    ]

    private static let createAccount: Set<String> = ["CreateAccount", "CreateGovCloudAccount"]

    private static let rds = [
        RedactionRule("*.MasterUserPassword", .fourStars), RedactionRule("*.TdeCredentialPassword", .fourStars),
        RedactionRule("*.PreSignedUrl", .drop),
    ]

    /// The values of items and keys, wherever an operation names them.
    private static let dynamodb =
        [
            "Item", "Key", "Keys", "Expected", "AttributeUpdates", "ExpressionAttributeValues", "KeyConditions",
            "QueryFilter", "ScanFilter", "ExclusiveStartKey", "Parameters", "Attributes", "ItemCollectionMetrics",
        ].map { RedactionRule("*.\($0)", in: itemOperations, .drop) }
        + [RedactionRule("*.Statement", in: itemOperations, .maskLiterals)]

    /// Calls on items rather than on tables: their answers are never recorded either.
    static let itemOperations: Set<String> = [
        "BatchExecuteStatement", "BatchGetItem", "BatchWriteItem", "DeleteItem", "ExecuteStatement",
        "ExecuteTransaction", "GetItem", "GetRecords", "GetShardIterator", "PutItem", "Query", "Scan",
        "TransactGetItems", "TransactWriteItems", "UpdateItem",
    ]

    /// The text of mails and the addresses they go to.
    private static let mail = [
        "Data", "ToAddresses", "CcAddresses", "BccAddresses", "Destinations", "ReplyToAddresses", "TemplateData",
        "DefaultTemplateData", "ReplacementTemplateData",
    ].map { RedactionRule("*.\($0)", in: mailOperations, .hidden) }

    private static let mailOperations: Set<String> = [
        "SendBounce", "SendBulkEmail", "SendBulkTemplatedEmail", "SendCustomVerificationEmail", "SendEmail",
        "SendRawEmail", "SendTemplatedEmail",
    ]
}
