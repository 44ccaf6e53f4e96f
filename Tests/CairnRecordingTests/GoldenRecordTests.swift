import CairnModel
import CairnRecording
import CairnWire
import Testing

/// One whole record for each wire protocol, byte for byte but for the event's id.
@Suite struct GoldenRecordTests {
    private static let identity = """
        {"type":"IAMUser","principalId":"AIDAEXAMPLE000000001","arn":"arn:aws:iam::222233334444:user/ops/dana",\
        "accountId":"222233334444","accessKeyId":"AKIAEXAMPLE000000001","userName":"dana"}
        """
    private static let requestID = #""requestID":"7a1c2a5e-0000-4000-8000-000000000001""#

    private static func tls(_ host: String) -> String {
        """
        "tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256",\
        "clientProvidedHostHeader":"\(host)"}
        """
    }

    private func expect(_ request: WireRequest, _ response: WireResponse, _ expected: String) throws {
        let texts = Bench().texts(Bench().observed(request, response))
        #expect(texts.count == 1)
        let text = try #require(texts.first)
        let id = try #require(JSON(parsing: text)["eventID"]?.stringValue)
        #expect(text.replacing(id, with: "ID") == expected)
    }

    @Test func awsJSON() throws {
        try expect(
            Calls.json(
                "AmazonSSM.PutParameter", #"{"Name":"/a","Type":"SecureString","Value":"s3cret","Overwrite":true}"#,
                service: "ssm"),
            Calls.answer(#"{"Version":1,"Tier":"Standard"}"#),
            """
            {"eventVersion":"1.11","userIdentity":\(Self.identity),"eventTime":"2026-03-01T10:15:02Z",\
            "eventSource":"ssm.amazonaws.com","eventName":"PutParameter","awsRegion":"eu-west-1",\
            "sourceIPAddress":"198.51.100.7","userAgent":"aws-cli/2.15.0","requestParameters":{"name":"/a",\
            "type":"SecureString","value":"HIDDEN_DUE_TO_SECURITY_REASONS","overwrite":true},\
            "responseElements":{"version":1,"tier":"Standard"},\(Self.requestID),"eventID":"ID","readOnly":false,\
            "resources":[{"accountId":"222233334444","ARN":"arn:aws:ssm:eu-west-1:222233334444:parameter/a"}],\
            "eventType":"AwsApiCall","managementEvent":true,"recipientAccountId":"222233334444",\
            "eventCategory":"Management",\(Self.tls("ssm.eu-west-1.amazonaws.com"))}
            """)
    }

    @Test func awsQuery() throws {
        try expect(
            Calls.query("Action=DeleteUser&Version=2010-05-08&UserName=kim", service: "iam", host: "iam.amazonaws.com"),
            Calls.xml(
                """
                <ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type>\
                <Code>NoSuchEntity</Code><Message>The user with name kim cannot be found.</Message></Error>\
                <RequestId>7a1c2a5e-0000-4000-8000-000000000001</RequestId></ErrorResponse>
                """, status: 404),
            """
            {"eventVersion":"1.11","userIdentity":\(Self.identity),"eventTime":"2026-03-01T10:15:02Z",\
            "eventSource":"iam.amazonaws.com","eventName":"DeleteUser","awsRegion":"us-east-1",\
            "sourceIPAddress":"198.51.100.7","userAgent":"aws-cli/2.15.0","errorCode":"NoSuchEntityException",\
            "errorMessage":"The user with name kim cannot be found.","requestParameters":{"userName":"kim"},\
            "responseElements":null,\(Self.requestID),"eventID":"ID","readOnly":false,"eventType":"AwsApiCall",\
            "managementEvent":true,"recipientAccountId":"222233334444","eventCategory":"Management",\
            \(Self.tls("iam.amazonaws.com"))}
            """)
    }

    @Test func ec2Query() throws {
        try expect(
            Calls.query(
                "Action=TerminateInstances&Version=2016-11-15&InstanceId.1=i-0a&InstanceId.2=i-0b", service: "ec2"),
            Calls.xml(
                """
                <TerminateInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">\
                <requestId>7a1c2a5e-0000-4000-8000-000000000001</requestId><instancesSet><item>\
                <instanceId>i-0a</instanceId><currentState><code>32</code><name>shutting-down</name></currentState>\
                </item></instancesSet></TerminateInstancesResponse>
                """),
            """
            {"eventVersion":"1.11","userIdentity":\(Self.identity),"eventTime":"2026-03-01T10:15:02Z",\
            "eventSource":"ec2.amazonaws.com","eventName":"TerminateInstances","awsRegion":"eu-west-1",\
            "sourceIPAddress":"198.51.100.7","userAgent":"aws-cli/2.15.0","requestParameters":{"instancesSet":{\
            "items":[{"instanceId":"i-0a"},{"instanceId":"i-0b"}]}},"responseElements":{\
            "requestId":"7a1c2a5e-0000-4000-8000-000000000001","instancesSet":{"items":[{"instanceId":"i-0a",\
            "currentState":{"code":32,"name":"shutting-down"}}]}},\(Self.requestID),"eventID":"ID",\
            "readOnly":false,"eventType":"AwsApiCall","managementEvent":true,"recipientAccountId":"222233334444",\
            "eventCategory":"Management",\(Self.tls("ec2.eu-west-1.amazonaws.com"))}
            """)
    }

    @Test func restJSON() throws {
        try expect(
            Calls.request(
                "DELETE", "/2015-03-31/functions/f/aliases/live", host: "lambda.eu-west-1.amazonaws.com",
                service: "lambda"),
            Calls.answer(status: 204),
            """
            {"eventVersion":"1.11","userIdentity":\(Self.identity),"eventTime":"2026-03-01T10:15:02Z",\
            "eventSource":"lambda.amazonaws.com","eventName":"DeleteAlias20150331","awsRegion":"eu-west-1",\
            "sourceIPAddress":"198.51.100.7","userAgent":"aws-cli/2.15.0","requestParameters":{\
            "functionName":"f","name":"live"},"responseElements":null,\(Self.requestID),"eventID":"ID",\
            "readOnly":false,"eventType":"AwsApiCall","managementEvent":true,"recipientAccountId":"222233334444",\
            "eventCategory":"Management",\(Self.tls("lambda.eu-west-1.amazonaws.com"))}
            """)
    }

    @Test func restXML() throws {
        try expect(
            Calls.request(
                "POST", "/2013-04-01/hostedzone/Z1/rrset", host: "route53.amazonaws.com", service: "route53",
                headers: [("Content-Type", "application/xml")],
                body: """
                    <ChangeResourceRecordSetsRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/">\
                    <ChangeBatch><Changes><Change><Action>CREATE</Action><ResourceRecordSet><Name>a.</Name>\
                    <Type>A</Type><TTL>300</TTL><ResourceRecords><ResourceRecord><Value>192.0.2.1</Value>\
                    </ResourceRecord></ResourceRecords></ResourceRecordSet></Change></Changes></ChangeBatch>\
                    </ChangeResourceRecordSetsRequest>
                    """),
            Calls.xml(
                """
                <ChangeResourceRecordSetsResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ChangeInfo>\
                <Id>/change/C1</Id><Status>PENDING</Status><SubmittedAt>2026-03-01T10:15:02Z</SubmittedAt>\
                </ChangeInfo></ChangeResourceRecordSetsResponse>
                """),
            """
            {"eventVersion":"1.11","userIdentity":\(Self.identity),"eventTime":"2026-03-01T10:15:02Z",\
            "eventSource":"route53.amazonaws.com","eventName":"ChangeResourceRecordSets","awsRegion":"us-east-1",\
            "sourceIPAddress":"198.51.100.7","userAgent":"aws-cli/2.15.0","requestParameters":{\
            "hostedZoneId":"Z1","changeBatch":{"changes":[{"action":"CREATE","resourceRecordSet":{"name":"a.",\
            "type":"A","tTL":300,"resourceRecords":[{"value":"192.0.2.1"}]}}]}},"responseElements":{"changeInfo":{\
            "id":"/change/C1","status":"PENDING","submittedAt":"Mar 1, 2026 10:15:02 AM"}},\
            \(Self.requestID),"eventID":"ID","readOnly":false,"eventType":"AwsApiCall","apiVersion":"2013-04-01",\
            "managementEvent":true,"recipientAccountId":"222233334444","eventCategory":"Management",\
            \(Self.tls("route53.amazonaws.com"))}
            """)
    }

    @Test func s3() throws {
        try expect(
            Calls.s3(
                "PUT", "/?versioning", bucket: "b",
                body: """
                    <VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Status>Enabled</Status>\
                    </VersioningConfiguration>
                    """),
            Calls.s3Answer(),
            """
            {"eventVersion":"1.11","userIdentity":\(Self.identity),"eventTime":"2026-03-01T10:15:02Z",\
            "eventSource":"s3.amazonaws.com","eventName":"PutBucketVersioning","awsRegion":"eu-west-1",\
            "sourceIPAddress":"198.51.100.7","userAgent":"[aws-cli/2.15.0]","requestParameters":{\
            "bucketName":"b","Host":"b.s3.eu-west-1.amazonaws.com","versioning":"","VersioningConfiguration":{\
            "xmlns":"http://s3.amazonaws.com/doc/2006-03-01/","Status":"Enabled"}},"responseElements":null,\
            "additionalEventData":{"SignatureVersion":"SigV4","CipherSuite":"TLS_AES_128_GCM_SHA256",\
            "bytesTransferredIn":123,"AuthenticationMethod":"AuthHeader","x-amz-id-2":"aWQy",\
            "bytesTransferredOut":0},"requestID":"4442587FB7D0A2F9","eventID":"ID","readOnly":false,\
            "resources":[{"accountId":"222233334444","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::b"}],\
            "eventType":"AwsApiCall","managementEvent":true,"recipientAccountId":"222233334444",\
            "eventCategory":"Management",\(Self.tls("b.s3.eu-west-1.amazonaws.com"))}
            """)
    }

    @Test func rpcV2CBOR() throws {
        var request = Calls.request(
            "POST", "/service/GraniteServiceVersion20100801/operation/DeleteAlarms",
            host: "monitoring.eu-west-1.amazonaws.com", service: "monitoring",
            headers: [("Smithy-Protocol", "rpc-v2-cbor"), ("Content-Type", "application/cbor")])
        // {"AlarmNames": ["a1"]}
        request.body = WireBody([0xA1, 0x6A] + Array("AlarmNames".utf8) + [0x81, 0x62] + Array("a1".utf8))
        try expect(
            request, Calls.answer(type: "application/cbor"),
            """
            {"eventVersion":"1.11","userIdentity":\(Self.identity),"eventTime":"2026-03-01T10:15:02Z",\
            "eventSource":"monitoring.amazonaws.com","eventName":"DeleteAlarms","awsRegion":"eu-west-1",\
            "sourceIPAddress":"198.51.100.7","userAgent":"aws-cli/2.15.0","requestParameters":{\
            "alarmNames":["a1"]},"responseElements":null,\(Self.requestID),"eventID":"ID","readOnly":false,\
            "eventType":"AwsApiCall","managementEvent":true,"recipientAccountId":"222233334444",\
            "eventCategory":"Management",\(Self.tls("monitoring.eu-west-1.amazonaws.com"))}
            """)
    }

    @Test func cloudTrailItself() throws {
        let target = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.DeleteTrail"
        try expect(
            Calls.json(target, #"{"Name":"audit"}"#, service: "cloudtrail"),
            Calls.answer(
                #"{"__type":"TrailNotFoundException","message":"Unknown trail: audit for the user: 222233334444"}"#,
                status: 400),
            """
            {"eventVersion":"1.11","userIdentity":\(Self.identity),"eventTime":"2026-03-01T10:15:02Z",\
            "eventSource":"cloudtrail.amazonaws.com","eventName":"DeleteTrail","awsRegion":"eu-west-1",\
            "sourceIPAddress":"198.51.100.7","userAgent":"aws-cli/2.15.0","errorCode":"TrailNotFoundException",\
            "errorMessage":"Unknown trail: audit for the user: 222233334444","requestParameters":{"name":"audit"},\
            "responseElements":null,\(Self.requestID),"eventID":"ID","readOnly":false,"eventType":"AwsApiCall",\
            "managementEvent":true,"recipientAccountId":"222233334444","eventCategory":"Management",\
            \(Self.tls("cloudtrail.eu-west-1.amazonaws.com"))}
            """)
    }
}
