import CairnModel
import CairnRecording
import CairnWire
import Testing

/// A secret in the journal is a defect: the marker stands in every sensitive place, and must come out nowhere.
@Suite struct NoSecretTests {
    static let marker = "Marker7f3aQz9"
    /// The marker in base 64, as blobs travel.
    static let markerBlob = "TWFya2VyN2YzYVF6OQ=="

    static let exchanges: [(WireRequest, WireResponse)] = [
        json("ssm", "AmazonSSM.PutParameter", #"{"Name":"/a","Value":"M","Type":"SecureString"}"#),
        json("ssm", "AmazonSSM.GetParameter", #"{"Name":"/a","WithDecryption":true}"#, #"{"Parameter":{"Value":"M"}}"#),
        json(
            "ssm", "AmazonSSM.SendCommand", #"{"DocumentName":"d","Parameters":{"commands":["M"]}}"#,
            #"{"Command":{"Parameters":{"commands":["M"]}}}"#),
        json("secretsmanager", "secretsmanager.CreateSecret", #"{"Name":"s","SecretString":"M"}"#),
        json("secretsmanager", "secretsmanager.PutSecretValue", #"{"SecretId":"s","SecretBinary":"B"}"#),
        json(
            "secretsmanager", "secretsmanager.GetSecretValue", #"{"SecretId":"s"}"#,
            #"{"Name":"s","SecretString":"M","SecretBinary":"B"}"#),
        json("kms", "TrentService.Encrypt", #"{"KeyId":"k","Plaintext":"B"}"#, #"{"KeyId":"k","CiphertextBlob":"B"}"#),
        json("kms", "TrentService.Decrypt", #"{"CiphertextBlob":"B"}"#, #"{"KeyId":"k","Plaintext":"B"}"#),
        json("kms", "TrentService.GenerateDataKey", #"{"KeyId":"k"}"#, #"{"Plaintext":"B","CiphertextBlob":"B"}"#),
        json("kms", "TrentService.Sign", #"{"KeyId":"k","Message":"B"}"#, #"{"Signature":"B"}"#),
        json(
            "dynamodb", "DynamoDB_20120810.PutItem", #"{"TableName":"t","Item":{"a":{"S":"M"}}}"#,
            #"{"Attributes":{"a":{"S":"M"}}}"#),
        json(
            "dynamodb", "DynamoDB_20120810.Query",
            #"{"TableName":"t","ExpressionAttributeValues":{":v":{"S":"M"}}}"#, #"{"Items":[{"a":{"S":"M"}}]}"#),
        json(
            "dynamodb", "DynamoDB_20120810.ExecuteStatement",
            #"{"Statement":"SELECT a FROM t WHERE b=?","Parameters":[{"S":"M"}]}"#),
        json(
            "dynamodb", "DynamoDB_20120810.TransactWriteItems",
            #"{"TransactItems":[{"Put":{"TableName":"t","Item":{"a":{"S":"M"}}}}]}"#),
        json("sqs", "AmazonSQS.SendMessage", #"{"QueueUrl":"http://h/222233334444/q","MessageBody":"M"}"#),
        json("kinesis", "Kinesis_20131202.PutRecord", #"{"StreamName":"s","Data":"B","PartitionKey":"p"}"#),
        json("firehose", "Firehose_20150804.PutRecord", #"{"DeliveryStreamName":"s","Record":{"Data":"B"}}"#),
        json(
            "cognito-idp", "AWSCognitoIdentityProviderService.InitiateAuth",
            #"{"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"c","AuthParameters":{"USERNAME":"u","PASSWORD":"M"}}"#,
            #"{"AuthenticationResult":{"AccessToken":"M","RefreshToken":"M","IdToken":"M"},"Session":"M"}"#),
        json("redshift-data", "RedshiftData.ExecuteStatement", #"{"Sql":"select 'M'","Database":"d"}"#),
        query("iam", "2010-05-08", "CreateLoginProfile", "UserName=u&Password=M"),
        query("iam", "2010-05-08", "ChangePassword", "OldPassword=M&NewPassword=M"),
        query(
            "iam", "2010-05-08", "CreateAccessKey", "UserName=u",
            "<AccessKey><AccessKeyId>AKIA9</AccessKeyId><SecretAccessKey>M</SecretAccessKey></AccessKey>"),
        query(
            "sts", "2011-06-15", "AssumeRole",
            "RoleArn=arn%3Aaws%3Aiam%3A%3A222233334444%3Arole%2Fr&RoleSessionName=s&SerialNumber=x&TokenCode=M",
            "<Credentials><AccessKeyId>ASIA9</AccessKeyId><SecretAccessKey>M</SecretAccessKey></Credentials>"),
        query("sts", "2011-06-15", "AssumeRoleWithSAML", "RoleArn=a&PrincipalArn=p&SAMLAssertion=M"),
        query("sts", "2011-06-15", "AssumeRoleWithWebIdentity", "RoleArn=a&RoleSessionName=s&WebIdentityToken=M"),
        query("rds", "2014-10-31", "CreateDBInstance", "DBInstanceIdentifier=d&MasterUserPassword=M&DBInstanceClass=c"),
        query("redshift", "2012-12-01", "CreateCluster", "ClusterIdentifier=c&MasterUserPassword=M&NodeType=n"),
        query("ses", "2010-12-01", "SendEmail", "Source=a&Message.Body.Text.Data=M&Destination.ToAddresses.member.1=M"),
        query("ec2", "2016-11-15", "RunInstances", "ImageId=ami-1&MinCount=1&MaxCount=1&UserData=B"),
        query(
            "ec2", "2016-11-15", "CreateKeyPair", "KeyName=k",
            "<requestId>r</requestId><keyName>k</keyName><keyMaterial>M</keyMaterial>", ec2: true),
        query("ec2", "2016-11-15", "ModifyInstanceAttribute", "InstanceId=i-1&UserData.Value=B"),
        query("ec2", "2016-11-15", "CreateVpnConnection", "Options.TunnelOptions.1.PreSharedKey=M&Type=ipsec.1"),
        rest(
            "lambda", "POST", "/2015-03-31/functions",
            #"{"FunctionName":"f","Code":{"ZipFile":"B"},"Environment":{"Variables":{"PASSWORD":"M"}}}"#,
            #"{"FunctionName":"f","Environment":{"Variables":{"PASSWORD":"M"}}}"#),
        rest("lambda", "POST", "/2015-03-31/functions/f/invocations", "M", "M"),
        rest("lambda", "PUT", "/2015-03-31/functions/f/code", #"{"ZipFile":"B"}"#, "{}"),
        rest("s3", "PUT", "/box/key", "M", "M"),
        rest("s3", "GET", "/box/key", "", "M"),
        rest("apigateway", "POST", "/apikeys", #"{"name":"n","value":"M"}"#, #"{"id":"1","value":"M"}"#),
        rest("ebs", "PUT", "/snapshots/s-1/blocks/1", "M", "{}"),
        rest("bedrock", "POST", "/model/m/invoke", #"{"prompt":"M"}"#, #"{"completion":"M"}"#),
    ]

    @Test(arguments: exchanges)
    func markerDoesNotComeOut(request: WireRequest, response: WireResponse) {
        let bench = Bench()
        let texts = bench.texts(bench.observed(request, response))
        #expect(!texts.isEmpty)
        for text in texts { expectNoMarker(text) }
        expectNoMarker(String(decoding: bench.directory.snapshot(), as: UTF8.self))
    }

    /// The same calls, refused by a service that quotes what it refuses.
    @Test(arguments: exchanges)
    func markerInAnErrorMessageDoesNotComeOut(request: WireRequest, response: WireResponse) {
        // An object's content or a function's payload is not read, so its text cannot be found in a message.
        guard let plan = Optional(Bench().recorder.plan(request)), plan.tapsRequestBody else { return }
        guard String(decoding: request.body.bytes, as: UTF8.self).contains(Self.marker) else { return }
        let message = "1 validation error detected: Value '\(Self.marker)' failed to satisfy constraint"
        let isXML = response.headers["Content-Type"] == "text/xml"
        let body =
            isXML
            ? "<ErrorResponse><Error><Code>ValidationError</Code><Message>\(message)</Message></Error></ErrorResponse>"
            : #"{"__type":"ValidationException","message":"\#(message)"}"#
        let bench = Bench()
        let type = isXML ? "text/xml" : "application/json"
        for text in bench.texts(bench.observed(request, Calls.answer(body, status: 400, type: type))) {
            expectNoMarker(text)
            #expect(text.contains("1 validation error detected"))
        }
    }

    /// Bodies that could not be read leave nothing behind but their size.
    @Test(arguments: exchanges)
    func markerInABrokenBodyDoesNotComeOut(request: WireRequest, response: WireResponse) {
        var request = request
        request.body = WireBody(request.body.bytes, totalByteCount: request.body.bytes.count + 1)
        var response = response
        response.body = WireBody(response.body.bytes.dropLast(3), totalByteCount: response.body.bytes.count)
        let bench = Bench()
        for text in bench.texts(bench.observed(request, response)) { expectNoMarker(text) }
    }

    @Test func markerInHeadersDoesNotComeOut() {
        let request = Calls.s3(
            "PUT", "/a",
            headers: [
                ("x-amz-server-side-encryption-customer-key", Self.marker), ("X-Amz-Security-Token", Self.marker),
                ("x-amz-copy-source-server-side-encryption-customer-key", Self.marker), ("Cookie", Self.marker),
                ("X-Amz-Content-SHA256", Self.marker),
            ])
        let bench = Bench()
        for text in bench.texts(bench.observed(request, Calls.s3Answer())) { expectNoMarker(text) }
    }

    @Test func markerInAPresignedURLDoesNotComeOut() {
        let credential = "\(Calls.userKey)%2F20260301%2Feu-west-1%2Fs3%2Faws4_request"
        let request = Calls.request(
            "GET",
            "/a?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=\(credential)&X-Amz-Date=20260301T101500Z"
                + "&X-Amz-Expires=900&X-Amz-SignedHeaders=host&X-Amz-Signature=\(Self.marker)"
                + "&X-Amz-Security-Token=\(Self.marker)",
            host: "box.s3.eu-west-1.amazonaws.com", service: nil)
        let bench = Bench()
        let texts = bench.texts(bench.observed(request, Calls.s3Answer()))
        #expect(!texts.isEmpty)
        for text in texts { expectNoMarker(text) }
    }

    private func expectNoMarker(_ text: String) {
        for secret in [Self.marker, Self.markerBlob, "TWFya2VyN2Yz"] {
            #expect(!text.contains(secret), "\(secret) in \(text)")
        }
    }

    private static func filled(_ text: String) -> String {
        text.replacing(#""M""#, with: "\"\(marker)\"").replacing(#""B""#, with: "\"\(markerBlob)\"")
            .replacing("'M'", with: "'\(marker)'").replacing(">M<", with: ">\(marker)<")
            .replacing("=M", with: "=\(marker)").replacing("=B", with: "=\(markerBlob.replacing("=", with: "%3D"))")
    }

    private static func json(
        _ service: String, _ target: String, _ body: String, _ answer: String = "{}"
    ) -> (WireRequest, WireResponse) {
        (Calls.json(target, filled(body), service: service), Calls.answer(filled(answer)))
    }

    private static func query(
        _ service: String, _ version: String, _ operation: String, _ form: String, _ answer: String = "",
        ec2: Bool = false
    ) -> (WireRequest, WireResponse) {
        let result = ec2 ? answer : "<\(operation)Result>\(answer)</\(operation)Result>"
        return (
            Calls.query("Action=\(operation)&Version=\(version)&" + filled(form), service: service),
            Calls.xml(filled("<\(operation)Response>\(result)</\(operation)Response>"))
        )
    }

    private static func rest(
        _ service: String, _ method: String, _ target: String, _ body: String, _ answer: String
    ) -> (WireRequest, WireResponse) {
        func whole(_ text: String) -> String { text == "M" ? marker : filled(text) }
        return (
            Calls.request(
                method, target, host: "\(service).eu-west-1.amazonaws.com", service: service,
                headers: [("Content-Type", "application/json")], body: whole(body)),
            Calls.answer(whole(answer), type: "application/json")
        )
    }
}
