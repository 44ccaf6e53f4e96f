import CairnModel
import CairnRecording
import CairnWire
import Testing

@Suite struct RecorderTests {
    static let createTable = Calls.json(
        "DynamoDB_20120810.CreateTable", #"{"TableName":"t"}"#, service: "dynamodb", version: "1.0")
    static let putItem = Calls.json(
        "DynamoDB_20120810.PutItem", #"{"TableName":"t","Item":{"a":{"S":"secret-value"}}}"#, service: "dynamodb",
        version: "1.0")
    static let describe = Calls.query("Action=DescribeInstances&Version=2016-11-15", service: "ec2")
    static let getObject = Calls.s3("GET", "/a.csv")
    static let identity = Calls.query("Action=GetCallerIdentity&Version=2011-06-15", service: "sts")

    @Test(arguments: [createTable, putItem, describe, getObject, identity])
    func recordHasAllFieldsThatEveryRecordHas(request: WireRequest) throws {
        let record = Bench().record(request)
        for field in [
            "eventVersion", "userIdentity", "eventTime", "eventSource", "eventName", "awsRegion", "sourceIPAddress",
            "requestParameters", "responseElements", "eventID", "eventType", "eventCategory",
        ] {
            #expect(record[field] != nil, "\(field)")
        }
        for member in try #require(record.objectValue).members
        where !["requestParameters", "responseElements"].contains(member.key) {
            #expect(member.value != .null, "\(member.key)")
        }
        #expect(record.text("eventVersion") == "1.11")
        #expect(record.text("eventTime") == "2026-03-01T10:15:02Z")
        #expect(record.text("sourceIPAddress") == "198.51.100.7")
        #expect(record["sessionCredentialFromConsole"] == nil)
        #expect(record["vpcEndpointId"] == nil)
    }

    @Test func readHasNoResponseElements() {
        let record = Bench().record(Self.describe, Calls.xml("<DescribeInstancesResponse/>"))
        #expect(record["readOnly"] == true)
        #expect(record["responseElements"] == .some(.null))
    }

    @Test func failureHasNoResponseElements() {
        let record = Bench().record(
            Self.createTable,
            Calls.answer(
                #"{"__type":"com.amazonaws.dynamodb.v20120810#ResourceInUseException","message":"Table exists: t"}"#,
                status: 400))
        #expect(record.text("errorCode") == "ResourceInUseException")
        #expect(record.text("errorMessage") == "Table exists: t")
        #expect(record["responseElements"] == .some(.null))
        #expect(record.text("requestParameters.tableName") == "t")
    }

    @Test func itemsAreDataAndTablesAreManagement() {
        let put = Bench().record(Self.putItem)
        #expect(put.text("eventCategory") == "Data")
        #expect(put["managementEvent"] == false)
        #expect(put.text("resources.0.type") == "AWS::DynamoDB::Table")
        let create = Bench().record(Self.createTable)
        #expect(create.text("eventCategory") == "Management")
        #expect(create["managementEvent"] == true)
        #expect(create.text("apiVersion") == "2012-08-10")
    }

    @Test func dataEventsHaveNoRecordUnlessSelected() {
        #expect(Bench(selection: CategorySelection()).records(Self.putItem).isEmpty)
        #expect(Bench(selection: CategorySelection()).records(Self.getObject).isEmpty)
        #expect(Bench(selection: CategorySelection()).records(Self.createTable).count == 1)
    }

    @Test(arguments: ["eu-west-1", "us-east-1", "ap-south-1"])
    func iamIsRecordedInOneRegion(region: String) {
        let call = Calls.query("Action=ListUsers&Version=2010-05-08", service: "iam", region: region)
        #expect(Bench().record(call, Calls.xml("<a/>")).text("awsRegion") == "us-east-1")
    }

    @Test func userAgentOfFiveThousandBytesIsCut() {
        var request = Self.createTable
        request.headers["User-Agent"] = String(repeating: "u", count: 5000)
        #expect(Bench().record(request).text("userAgent")?.utf8.count == 1024)
        var object = Self.getObject
        object.headers["User-Agent"] = String(repeating: "u", count: 5000)
        let userAgent = Bench().record(object, Calls.s3Answer()).text("userAgent")
        #expect(userAgent?.utf8.count == 1024)
        #expect(userAgent?.hasSuffix("]") == true)
    }

    @Test func keyOfAnotherAccountIsRecordedForBoth() throws {
        let key = "arn:aws:kms:eu-west-1:555566667777:key/k1"
        let records = Bench().records(
            Calls.json("TrentService.Encrypt", #"{"KeyId":"\#(key)","Plaintext":"c2VjcmV0"}"#, service: "kms"),
            Calls.answer(#"{"KeyId":"\#(key)","CiphertextBlob":"AQ=="}"#))
        #expect(records.count == 2)
        #expect(records.map { $0.text("recipientAccountId") } == ["222233334444", "555566667777"])
        #expect(records[0].text("sharedEventID") != nil)
        #expect(records[0].text("sharedEventID") == records[1].text("sharedEventID"))
        #expect(records[0].text("eventID") != records[1].text("eventID"))
        #expect(records[0].text("userIdentity.type") == "IAMUser")
        #expect(
            records[1]["userIdentity"]?.description
                == #"{"type":"AWSAccount","principalId":"AIDAEXAMPLE000000001","accountId":"222233334444"}"#)
        #expect(records[1].text("resources.0.ARN") == key)
    }

    @Test func ownKeyIsRecordedOnce() {
        let record = Bench().record(
            Calls.json("TrentService.Encrypt", #"{"KeyId":"alias/a","Plaintext":"c2VjcmV0"}"#, service: "kms"),
            Calls.answer(#"{"KeyId":"arn:aws:kms:eu-west-1:222233334444:key/k1","CiphertextBlob":"AQ=="}"#))
        #expect(record["sharedEventID"] == nil)
        #expect(record.text("resources.0.ARN") == "arn:aws:kms:eu-west-1:222233334444:key/k1")
        #expect(record["responseElements"] == .some(.null))
    }

    @Test func emptyListOfEC2IsAnEmptyObject() {
        let record = Bench().record(Self.describe, Calls.xml("<DescribeInstancesResponse/>"))
        #expect(record.at("requestParameters.filterSet") == [:])
    }

    @Test func ec2ErrorsSayWhoseFaultTheyAre() {
        let body = """
            <Response><Errors><Error><Code>InvalidVolume.NotFound</Code><Message>m</Message></Error></Errors>\
            <RequestID>r-1</RequestID></Response>
            """
        let call = Calls.query("Action=DeleteVolume&Version=2016-11-15&VolumeId=vol-1", service: "ec2")
        let record = Bench().record(call, Calls.xml(body, status: 400))
        #expect(record.text("errorCode") == "Client.InvalidVolume.NotFound")
        #expect(record.text("requestParameters.volumeId") == "vol-1")
    }

    @Test(arguments: [("SELECT * FROM t", true), ("DELETE FROM t WHERE a = 1", false)])
    func statementDecidesWhetherItReads(statement: String, isReadOnly: Bool) {
        let call = Calls.json(
            "DynamoDB_20120810.ExecuteStatement", #"{"Statement":"\#(statement)"}"#, service: "dynamodb",
            version: "1.0")
        #expect(Bench().record(call)["readOnly"] == .bool(isReadOnly))
    }

    @Test func tlsThatEndedElsewhereLeavesTheHost() {
        let bench = Bench()
        var call = bench.observed(Self.createTable)
        call.tls = nil
        #expect(
            bench.records(call).first?["tlsDetails"]?.description
                == #"{"clientProvidedHostHeader":"dynamodb.eu-west-1.amazonaws.com"}"#)
    }

    @Test func anonymousCallOfS3HasNoCaller() {
        let request = Calls.request("GET", "/a", host: "box.s3.eu-west-1.amazonaws.com", service: nil)
        let record = Bench().record(request, Calls.s3Answer())
        #expect(
            record["userIdentity"]?.description
                == #"{"type":"AWSAccount","principalId":"","accountId":"ANONYMOUS_PRINCIPAL"}"#)
        #expect(record.text("recipientAccountId") == Calls.account)
        #expect(record.at("additionalEventData.AuthenticationMethod") == nil)
    }

    @Test func unsignedCallOfCognitoHasAnUnknownCaller() {
        let request = Calls.request(
            host: "cognito-idp.eu-west-1.amazonaws.com", service: nil,
            headers: [
                ("X-Amz-Target", "AWSCognitoIdentityProviderService.InitiateAuth"),
                ("Content-Type", "application/x-amz-json-1.1"),
            ], body: #"{"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"c","AuthParameters":{"PASSWORD":"hunter2!"}}"#)
        let record = Bench().record(request)
        #expect(record.text("userIdentity.type") == "Unknown")
        #expect(record.text("eventSource") == "cognito-idp.amazonaws.com")
        #expect(record.text("awsRegion") == "eu-west-1")
        #expect(!record.description.contains("hunter2!"))
    }

    @Test func bodyThatWasNotKeptWholeIsOmittedWithItsSize() {
        var request = Self.createTable
        request.body = WireBody(Array(#"{"TableName":"#.utf8), totalByteCount: 2_000_000)
        let record = Bench().record(request)
        #expect(record.at("requestParameters.omitted") == true)
        #expect(record.at("requestParameters.originalSize") == 2_000_000)
        #expect(record.text("requestParameters.reason") == "requestParameters not kept whole")
    }

    @Test func compressedBodyIsOmittedWithItsSize() {
        var request = Self.createTable
        request.headers["Content-Encoding"] = "gzip"
        let record = Bench().record(request)
        #expect(record.at("requestParameters.omitted") == true)
        #expect(record.text("requestParameters.reason") == "requestParameters content-encoded")
    }

    @Test func answerThatWasNotKeptWholeIsOmittedWithItsSize() {
        var answer = Calls.answer()
        answer.body = WireBody(Array("{".utf8), totalByteCount: 3_000_000)
        let record = Bench().record(Self.createTable, answer)
        #expect(record.at("responseElements.originalSize") == 3_000_000)
    }

    @Test(arguments: ["{", "[]", "null", #"{"TableName":[[]]}"#, "\u{0}", #"{"TableName":"\ud800"}"#, "12"])
    func bodyThatCannotBeReadIsNoReasonToFail(body: String) {
        let call = Calls.json("DynamoDB_20120810.CreateTable", body, service: "dynamodb", version: "1.0")
        #expect(Bench().record(call).text("eventName") == "CreateTable")
    }

    @Test func callWithoutAnAnswerIsAFailure() {
        let bench = Bench()
        var call = bench.observed(Self.createTable, WireResponse(status: 0, headers: [:]))
        call.outcome = .interrupted
        let record = bench.records(call).first ?? .null
        #expect(record.text("errorCode") == "InternalFailure")
        #expect(record["requestID"] == nil)
    }

    @Test func answerOfCairnItselfHasItsRequestID() {
        let bench = Bench()
        let plan = bench.recorder.plan(Self.createTable)
        let answer = WireCodec.encodeError(
            code: "ServiceUnavailable", message: "upstream is down", status: 503, requestID: "own-1", call: plan.call)
        var call = bench.observed(Self.createTable, answer)
        call.outcome = .failedHere
        let record = bench.records(call).first ?? .null
        #expect(record.text("requestID") == "own-1")
        #expect(record.text("errorCode") == "ServiceUnavailable")
        #expect(record.text("errorMessage") == "upstream is down")
    }

    @Test func regionAndAccountComeFromTheScope() {
        let call = Calls.json(
            "DynamoDB_20120810.CreateTable", "{}", service: "dynamodb", region: "ap-south-1", key: "000000000001",
            version: "1.0")
        let record = Bench().record(call)
        #expect(record.text("awsRegion") == "ap-south-1")
        #expect(record.text("recipientAccountId") == "000000000001")
    }

    @Test(arguments: ["s3", "s3express", "s3-outposts"])
    func sourceOfCallsToS3IsWhatTheyAreSignedFor(service: String) {
        let call = Calls.request("GET", "/box?versioning", host: "127.0.0.1:4734", service: service)
        #expect(Bench().record(call).text("eventSource") == service + ".amazonaws.com")
    }

    @Test func eachRecordHasItsOwnID() {
        let bench = Bench()
        let ids = (0..<100).map { _ in bench.record(Self.createTable).text("eventID") }
        #expect(Set(ids).count == 100)
    }
}
