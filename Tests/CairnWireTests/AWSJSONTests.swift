import CairnModel
import Testing

@testable import CairnWire

struct AWSJSONTests {
    @Test func membersAreReadByTheirShapes() throws {
        let call = try WireFixture.call("dynamodb", "PutItem", .awsJSON)
        let value = try WireFixture.decoded(
            call,
            body: """
                {"TableName":"t","Item":{"id":{"S":"1"},"bin":{"B":"aGk="},"n":{"NULL":true},"l":{"L":[{"N":"2"}]}}}
                """)
        #expect(
            value == [
                "TableName": "t",
                "Item": [
                    "id": ["S": "1"], "bin": ["B": ["$blob": "aGk="]], "n": ["NULL": true], "l": ["L": [["N": "2"]]],
                ],
            ])
    }

    @Test func timestampsAreEpochSecondsWithAFraction() throws {
        let call = try WireFixture.call("cloudtrail", "LookupEvents")
        let value = try WireFixture.decoded(
            call, body: #"{"StartTime":1700000000.25,"EndTime":"2023-11-14T22:13:20Z"}"#)
        #expect(
            value == [
                "StartTime": ["$timestamp": .number(JSONNumber(literal: "1700000000.25"))],
                "EndTime": ["$timestamp": 1_700_000_000],
            ])
    }

    @Test(arguments: ["", "{}", "  { } "])
    func anEmptyBodyIsAnEmptyStructure(body: String) throws {
        #expect(try WireFixture.decoded(WireFixture.call("cloudtrail", "ListTrails"), body: body) == [:])
    }

    @Test func nullMembersAreDroppedAndUnknownOnesKept() throws {
        let call = try WireFixture.call("cloudtrail", "GetTrail")
        let value = try WireFixture.decoded(call, body: #"{"Name":null,"New":{"a":[1,null]},"__type":"x"}"#)
        #expect(value == ["New": ["$document": ["a": [1, nil]]], "__type": ["$document": "x"]])
    }

    @Test func valuesOfAnotherTypeStayWhatTheyWere() throws {
        let call = try WireFixture.call("cloudtrail", "CreateTrail")
        let value = try WireFixture.decoded(
            call, body: #"{"Name":5,"IncludeGlobalServiceEvents":"yes","TagsList":"none","S3BucketName":{"a":1}}"#)
        #expect(
            value == [
                "Name": 5, "IncludeGlobalServiceEvents": "yes", "TagsList": "none",
                "S3BucketName": ["$document": ["a": 1]],
            ])
    }

    @Test func theLastOfTwoMembersOfOneNameCounts() throws {
        let call = try WireFixture.call("cloudtrail", "GetTrail")
        #expect(try WireFixture.decoded(call, body: #"{"Name":"a","Name":"b"}"#) == ["Name": "b"])
    }

    @Test(arguments: ["{", "[1,2", #"{"Name":tru}"#, "\u{0}"])
    func brokenJSONIsMalformed(body: String) throws {
        let call = try WireFixture.call("cloudtrail", "GetTrail")
        #expect(throws: WireError(code: .malformed, message: "")) { try WireFixture.decoded(call, body: body) }
    }

    @Test func bodiesThatWereNotKeptWholeAreTruncated() throws {
        let call = try WireFixture.call("cloudtrail", "GetTrail")
        let request = WireRequest(
            method: "POST", target: "/", headers: [:], body: WireBody(Array("{}".utf8), totalByteCount: 9))
        #expect(throws: WireError(code: .truncated, message: "")) {
            try WireCodec.decodeRequest(request, call: call)
        }
    }

    @Test func compressedBodiesAreUnsupported() throws {
        let call = try WireFixture.call("cloudtrail", "GetTrail")
        #expect(throws: WireError(code: .unsupported, message: "")) {
            try WireFixture.decoded(call, headers: ["content-encoding": "gzip"], body: "\u{1F}")
        }
    }

    @Test func requestsCarryTargetAndContentType() throws {
        let call = try WireFixture.call("cloudtrail", "StartLogging")
        let operation = try #require(call.operation)
        let request = try WireCodec.encodeRequest(
            .structure([.init("Name", .string("tr\"ail"))]), operation: operation, service: call.service,
            wireProtocol: .awsJSON)
        #expect(request.headers["x-amz-target"]?.hasSuffix("CloudTrail_20131101.StartLogging") == true)
        #expect(request.headers["content-type"] == "application/x-amz-json-1.1")
        #expect(WireFixture.text(request.body) == #"{"Name":"tr\"ail"}"#)
    }

    @Test func unionsIgnoreTheirTypeAndDocumentsAreFree() throws {
        var model = TestModel()
        let text = model.add(.string)
        let document = model.add(.structure, traits: .document)
        let union = model.add(.structure, [TestModel.member("text", text)], traits: .union)
        let input = model.add(
            .structure, [TestModel.member("choice", union), TestModel.member("free", document)])
        let call = model.call(.awsJSON, shape: input)
        let value = try WireCodec.decodeRequest(
            WireFixture.request(call, body: #"{"choice":{"__type":"u","text":"a"},"free":[1,{"b":null}]}"#), call: call)
        #expect(WireFixture.rendered(value) == ["choice": ["text": "a"], "free": ["$document": [1, ["b": nil]]]])
        #expect(try WireFixture.roundTrip(value, call) == value)
    }

    @Test func membersAreFoundAmongVeryManyUnknownOnes() throws {
        let call = try WireFixture.call("rds", "CreateDBInstance", .awsJSON)
        let names = (0..<2_000).map { #""k\#($0)":1"# }.joined(separator: ",")
        let value = try WireFixture.decoded(call, body: #"{"DBName":"a",\#(names),"DBInstanceIdentifier":"b"}"#)
        #expect(value["DBName"] == "a")
        #expect(value["DBInstanceIdentifier"] == "b")
        #expect(value["k1999"] == ["$document": 1])
        #expect(value.objectValue?.count == 2_002)
    }

    @Test func eventStreamsAreLeftAlone() throws {
        let call = try WireFixture.call("kinesis", "SubscribeToShard")
        let answer = WireResponse(
            status: 200, headers: ["Content-Type": "application/vnd.amazon.eventstream"],
            body: WireBody([0, 0, 0, 9], totalByteCount: 900))
        #expect(try WireFixture.decodedAnswer(call, answer) == [:])
    }

    @Test func answersAreReadByTheOutputShape() throws {
        let call = try WireFixture.call("kms", "CreateKey")
        let answer = WireFixture.response(#"{"KeyMetadata":{"KeyId":"k","CreationDate":1.5,"Enabled":true}}"#)
        #expect(
            try WireFixture.decodedAnswer(call, answer) == [
                "KeyMetadata": [
                    "KeyId": "k", "CreationDate": ["$timestamp": .number(JSONNumber(literal: "1.5"))], "Enabled": true,
                ]
            ])
    }
}
