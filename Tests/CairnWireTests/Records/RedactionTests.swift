import CairnModel
import Testing

@testable import CairnWire

@Suite struct RedactionTests {
    /// Inputs and what their records show of them.
    static let requests: [(String, String, String, String)] = [
        (
            "ssm", "PutParameter", #"{"Name": "n", "Value": "s"}"#,
            #"{"name": "n", "value": "HIDDEN_DUE_TO_SECURITY_REASONS"}"#
        ),
        (
            "ssm", "SendCommand", #"{"Parameters": {"commands": ["s"]}}"#,
            #"{"parameters": "HIDDEN_DUE_TO_SECURITY_REASONS", "interactive": false}"#
        ),
        (
            "rds", "ModifyDBInstance", #"{"MasterUserPassword": "s", "Engine": "e"}"#,
            #"{"masterUserPassword": "****", "engine": "e"}"#
        ),
        ("rds", "ModifyDBInstance", #"{"TdeCredentialPassword": "s"}"#, #"{"tdeCredentialPassword": "****"}"#),
        ("docdb", "ModifyDBCluster", #"{"MasterUserPassword": "s"}"#, #"{"masterUserPassword": "****"}"#),
        ("neptune", "CreateDBCluster", #"{"MasterUserPassword": "s"}"#, #"{"masterUserPassword": "****"}"#),
        (
            "apigatewayv2", "CreateStage", #"{"ApiId": "a", "StageVariables": {"k": "s"}}"#,
            #"{"apiId": "a", "stageVariables": "***"}"#
        ),
        (
            "appsync", "CreateResolver", #"{"typeName": "t", "requestMappingTemplate": "s"}"#,
            #"{"typeName": "t", "requestMappingTemplate": "***"}"#
        ),
        ("resource-explorer-2", "Search", #"{"QueryString": "s"}"#, #"{"QueryString": "***"}"#),
        (
            "redshift-data", "ExecuteStatement", #"{"Database": "d", "Sql": "s"}"#,
            #"{"database": "d", "sql": "***OMITTED***"}"#
        ),
        (
            "redshift-serverless", "CreateNamespace", #"{"adminUsername": "s", "adminUserPassword": "s"}"#,
            #"""
            {"adminUsername": "HIDDEN_DUE_TO_SECURITY_REASONS",
            "adminUserPassword": "HIDDEN_DUE_TO_SECURITY_REASONS"}
            """#
        ),
        (
            "rolesanywhere", "CreateProfile", #"{"name": "n", "tags": [{"key": "s", "value": "s"}]}"#,
            #"""
            {"name": "n", "tags": [{"key": "HIDDEN_DUE_TO_SECURITY_REASONS",
            "value": "HIDDEN_DUE_TO_SECURITY_REASONS"}]}
            """#
        ),
        (
            "ses", "SendEmail",
            #"""
            {"Source": "a@b", "Destination": {"ToAddresses": ["s@t"]}, "Message": {"Subject": {"Data": "s"},
            "Body": {"Text": {"Data": "s", "Charset": "c"}}}}
            """#,
            #"""
            {"source": "a@b", "destination": {"toAddresses": "HIDDEN_DUE_TO_SECURITY_REASONS"},
            "message": {"subject": {"data": "HIDDEN_DUE_TO_SECURITY_REASONS"},
            "body": {"text": {"data": "HIDDEN_DUE_TO_SECURITY_REASONS", "charset": "c"}}}}
            """#
        ),
        (
            "sso", "GetRoleCredentials", #"{"roleName": "r", "accessToken": "s"}"#,
            #"{"roleName": "r", "accessToken": "HIDDEN_DUE_TO_SECURITY_REASONS"}"#
        ),
        ("secretsmanager", "PutSecretValue", #"{"SecretId": "i", "SecretString": "s"}"#, #"{"secretId": "i"}"#),
        ("iam", "CreateLoginProfile", #"{"UserName": "u", "Password": "s"}"#, #"{"userName": "u"}"#),
        ("iam", "ChangePassword", #"{"OldPassword": "s", "NewPassword": "s"}"#, #"null"#),
        (
            "iam", "EnableMFADevice", #"{"UserName": "u", "AuthenticationCode1": "s", "AuthenticationCode2": "s"}"#,
            #"{"userName": "u"}"#
        ),
        (
            "iam", "UploadServerCertificate", #"{"ServerCertificateName": "n", "PrivateKey": "s"}"#,
            #"{"serverCertificateName": "n"}"#
        ),
        (
            "lambda", "UpdateFunctionConfiguration",
            #"{"FunctionName": "f", "Environment": {"Variables": {"A": "s"}}}"#,
            #"{"functionName": "f", "environment": {}}"#
        ),
        (
            "dynamodb", "PutItem", #"{"TableName": "t", "Item": {"a": {"S": "s"}}, "ReturnValues": "NONE"}"#,
            #"{"tableName": "t", "returnValues": "NONE"}"#
        ),
        (
            "dynamodb", "Query",
            #"{"TableName": "t", "ExpressionAttributeValues": {":a": {"S": "s"}}, "KeyConditionExpression": "k = :a"}"#,
            #"{"tableName": "t", "keyConditionExpression": "k = :a"}"#
        ),
        ("sts", "AssumeRoleWithWebIdentity", #"{"RoleArn": "r", "WebIdentityToken": "s"}"#, #"{"roleArn": "r"}"#),
        ("sts", "AssumeRoleWithSAML", #"{"RoleArn": "r", "SAMLAssertion": "s"}"#, #"{"roleArn": "r"}"#),
        ("sts", "AssumeRole", #"{"RoleArn": "r", "TokenCode": "s"}"#, #"{"roleArn": "r"}"#),
        ("support", "AddCommunicationToCase", #"{"caseId": "c", "communicationBody": "s"}"#, #"{"caseId": "c"}"#),
        (
            "cognito-idp", "InitiateAuth", #"{"ClientId": "c", "AuthParameters": {"PASSWORD": "s"}}"#,
            #"{"clientId": "c"}"#
        ),
        (
            "sns", "Publish", #"{"TopicArn": "t", "Message": "s"}"#,
            #"{"topicArn": "t", "message": "HIDDEN_DUE_TO_SECURITY_REASONS"}"#
        ),
        (
            "sqs", "SendMessage", #"{"QueueUrl": "q", "MessageBody": "s"}"#,
            #"{"queueUrl": "q", "messageBody": "HIDDEN_DUE_TO_SECURITY_REASONS"}"#
        ),
        (
            "organizations", "CreateAccount", #"{"Email": "s", "AccountName": "s"}"#,
            #"{"email": "****", "accountName": "****"}"#
        ),
        (
            "autoscaling", "CreateLaunchConfiguration", #"{"UserData": "s"}"#,
            #"{"userData": "<sensitiveDataRemoved>"}"#
        ),
        (
            "kms", "CreateCustomKeyStore", #"{"CustomKeyStoreName": "n", "KeyStorePassword": "s"}"#,
            #"{"customKeyStoreName": "n"}"#
        ),
        ("kms", "Encrypt", #"{"KeyId": "k", "GrantTokens": ["t"]}"#, #"{"keyId": "k", "grantTokens": ["t"]}"#),
        // Names that no model marks.
        (
            "firehose", "CreateDeliveryStream", #"{"SplunkDestinationConfiguration": {"HECToken": "s"}}"#,
            #"{"splunkDestinationConfiguration": {}}"#
        ),
        ("mq", "CreateUser", #"{"BrokerId": "b", "Password": "s"}"#, #"{"brokerId": "b"}"#),
        (
            "iam", "CreateUser", #"{"UserName": "u", "someClientSecret": "s", "note": "n"}"#,
            #"{"userName": "u", "note": "n"}"#
        ),
        // A name spelled wrongly is no less a secret.
        (
            "ssm", "PutParameter", #"{"name": "n", "value": "s"}"#,
            #"{"name": "n", "value": "HIDDEN_DUE_TO_SECURITY_REASONS"}"#
        ),
        // Values under keys that callers choose.
        (
            "cloudformation", "CreateStack",
            #"""
            {"StackName": "s", "Parameters": [{"ParameterKey": "DBPassword", "ParameterValue": "s"},
            {"ParameterKey": "Size", "ParameterValue": "1"}], "Tags": [{"Key": "secret-santa", "Value": "yes"}]}
            """#,
            #"""
            {"stackName": "s", "parameters": [{"parameterKey": "DBPassword", "parameterValue": "****"},
            {"parameterKey": "Size", "parameterValue": "1"}], "tags": [{"key": "secret-santa", "value": "yes"}]}
            """#
        ),
        (
            "elasticbeanstalk", "UpdateEnvironment",
            #"{"OptionSettings": [{"OptionName": "API_TOKEN", "Value": "s"}, {"OptionName": "A", "Value": "b"}]}"#,
            #"{"optionSettings": [{"optionName": "API_TOKEN", "value": "****"}, {"optionName": "A", "value": "b"}]}"#
        ),
    ]

    @Test(arguments: requests)
    func requestsShowNoSecret(service: String, operation: String, input: String, expected: String) throws {
        let rendered = try RecordedCall.parameters(service, operation, try RecordedCall.value(input))
        #expect(try rendered == JSON(parsing: expected))
    }

    static let answers: [(String, String, String, String)] = [
        (
            "iam", "CreateAccessKey", #"{"AccessKey": {"AccessKeyId": "AKIA", "SecretAccessKey": "s"}}"#,
            #"{"accessKey": {"accessKeyId": "AKIA"}}"#
        ),
        (
            "sts", "AssumeRole",
            #"{"Credentials": {"AccessKeyId": "ASIA", "SecretAccessKey": "s", "SessionToken": "token"}}"#,
            #"{"credentials": {"accessKeyId": "ASIA", "sessionToken": "token"}}"#
        ),
        (
            "iam", "CreateServiceSpecificCredential",
            #"{"ServiceSpecificCredential": {"ServiceUserName": "u", "ServicePassword": "s"}}"#,
            #"{"serviceSpecificCredential": {"serviceUserName": "u"}}"#
        ),
        (
            "ec2", "CreateKeyPair", #"{"KeyName": "k", "KeyMaterial": "s"}"#,
            #"{"keyName": "k", "keyMaterial": "<sensitiveDataRemoved>"}"#
        ),
        (
            "ssm", "SendCommand", #"{"Command": {"Parameters": {"c": ["s"]}}}"#,
            #"{"command": {"parameters": "HIDDEN_DUE_TO_SECURITY_REASONS"}}"#
        ),
        (
            "ssm", "StartSession", #"{"SessionId": "i", "TokenValue": "s"}"#,
            #"{"sessionId": "i", "tokenValue": "Value hidden due to security reasons."}"#
        ),
        (
            "lambda", "CreateFunction", #"{"FunctionName": "f", "Environment": {"Variables": {"A": "s"}}}"#,
            #"{"functionName": "f", "environment": {}}"#
        ),
        (
            "lightsail", "CreateKeyPair", #"{"publicKeyBase64": "p", "privateKeyBase64": "s"}"#,
            #"{"publicKeyBase64": "p"}"#
        ),
    ]

    @Test func theIdentifierOfAnAppSyncKeyIsTheKey() throws {
        let answer = try RecordedCall.value(#"{"apiKey": {"id": "da2-s3cret", "expires": 5}}"#)
        let shown = try RecordedCall.elements("appsync", "CreateApiKey", answer)
        #expect(shown["apiKey"]?["expires"] == 5)
        #expect(!shown.description.contains("s3cret"))
        let removal = try RecordedCall.value(#"{"apiId": "a", "id": "da2-s3cret"}"#)
        #expect(try !RecordedCall.parameters("appsync", "DeleteApiKey", removal).description.contains("s3cret"))
    }

    /// The key stands under `value`; what is called `apiKey` is the key's id.
    @Test(arguments: [
        ("CreateApiKey", #"{"id": "i", "value": "s", "enabled": true}"#, #"{"id": "i", "enabled": true}"#),
        ("GetApiKey", #"{"id": "i", "value": "s"}"#, #"{"id": "i"}"#),
        ("GetApiKeys", #"{"items": [{"id": "i", "value": "s"}]}"#, #"{"items": [{"id": "i"}]}"#),
        ("UpdateApiKey", #"{"id": "i", "value": "s"}"#, #"{"id": "i"}"#),
        ("CreateUsagePlanKey", #"{"id": "i", "value": "s", "name": "n"}"#, #"{"id": "i", "name": "n"}"#),
        ("GetUsagePlanKeys", #"{"items": [{"id": "i", "value": "s"}]}"#, #"{"items": [{"id": "i"}]}"#),
    ])
    func keysOfAPIGatewayAreNotShown(operation: String, output: String, expected: String) throws {
        let rendered = try RecordedCall.elements("apigateway", operation, RecordedCall.value(output))
        #expect(try rendered == JSON(parsing: expected))
    }

    @Test func aKeyThatAPIGatewayIsToldIsNotShown() throws {
        let call = try RecordedCall.rest(
            "POST", "/apikeys", body: #"{"name": "n", "value": "s"}"#, service: "apigateway")
        #expect(try call.requestParameters == ["createApiKeyInput": ["name": "n"], "template": false])
    }

    @Test(arguments: answers)
    func answersShowNoSecret(service: String, operation: String, output: String, expected: String) throws {
        let rendered = try RecordedCall.elements(
            service, operation, RecordedCall.value(output), isReadOnly: service == "sts")
        #expect(try rendered == JSON(parsing: expected))
    }

    @Test(arguments: [
        ("https://user:pass@host/p", "https://****@host/p"), ("https://user@host/p", "https://user@host/p"),
        ("https://b/k?X-Amz-Signature=abc&a=b", "https://b/k?X-Amz-Signature=****&a=b"),
        ("https://b/k?a=b&X-Amz-Security-Token=t", "https://b/k?a=b&X-Amz-Security-Token=****"),
        ("-----BEGIN RSA PRIVATE KEY-----\nMII", "****"),
        ("-----BEGIN CERTIFICATE-----\nMII", "-----BEGIN CERTIFICATE-----\nMII"),
        ("arn:aws:iam::123456789012:user/a", "arn:aws:iam::123456789012:user/a"), ("", ""),
        ("https://b/k?Signature=x&sig=y&AWSAccessKeyId=z", "https://b/k?Signature=****&sig=****&AWSAccessKeyId=****"),
        ("https://b/k?a=b&c=d", "https://b/k?a=b&c=d"), ("a@b.c?sig=1", "a@b.c?sig=1"),
        ("u@h https://b/k", "u@h https://b/k"), ("a:// b?sig=1&x://u:p@h", "a:// b?sig=****&x://****@h"),
        ("git clone https://a:b@c and ftp://d:e@f", "git clone https://****@c and ftp://****@f"),
    ])
    func secretsInsideTextsAreTakenOut(text: String, scrubbed: String) {
        #expect(DefaultRedaction().scrubbed(text) == scrubbed)
    }

    @Test(arguments: [
        ("DB_PASSWORD", true), ("password", true), ("githubToken", true),
        ("AWS_SECRET_ACCESS_KEY", true), ("apiKey", true),
        ("SecretARN", false), ("SecretVersionId", false), ("TokenType", false), ("NextToken", false), ("Size", false),
        ("PasswordPolicy", false), ("PlatformCredential", true), ("", false),
    ])
    func keysTellSecrets(key: String, isSecret: Bool) {
        #expect(SecretNames.isSecretKey(key) == isSecret)
    }

    @Test(arguments: [
        ("SELECT * FROM \"t1\" WHERE pk = 'it''s' AND n > 12.5", "SELECT * FROM \"t1\" WHERE pk = # AND n > #"),
        ("INSERT INTO t VALUE {'pk': 'a'}", "INSERT INTO t VALUE {#: #}"),
        ("DELETE FROM t WHERE a='open", "DELETE FROM t WHERE a=#"),
        ("a1 = b_2", "a1 = b_2"), ("", ""), ("'", "#"), ("''", "#"), ("'a''b'", "#"), ("1e5", "#"),
    ])
    func statementsLoseTheirLiterals(statement: String, masked: String) {
        let expected = masked.split(separator: "#", omittingEmptySubsequences: false).joined(separator: "***(Redacted)")
        #expect(SecretText.withoutLiterals(statement) == expected)
    }

    @Test func statementsOfABatchAreMasked() throws {
        let rendered = try RecordedCall.parameters(
            "dynamodb", "BatchExecuteStatement",
            RecordedCall.value(
                #"{"Statements": [{"Statement": "DELETE FROM t WHERE a='s'", "Parameters": [{"S": "s"}]}]}"#))
        #expect(rendered == ["requestItems": [["statement": "DELETE FROM t WHERE a=***(Redacted)"]]])
    }

    /// Placeholders take the place of the whole value, whatever its type; nothing of it is left.
    @Test func placeholdersAreNeverMixedWithValues() throws {
        let rendered = try RecordedCall.parameters(
            "ssm", "SendCommand",
            .structure([.init("Parameters", .map([.init("k", .list([.string("CANARY")]))]))]))
        #expect(!rendered.description.contains("CANARY"))
    }
}
