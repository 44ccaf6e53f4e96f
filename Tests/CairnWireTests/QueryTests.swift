import CairnModel
import Testing

@testable import CairnWire

struct QueryTests {
    private func decoded(_ service: String, _ operation: String, _ form: String) throws -> JSON {
        try WireFixture.decoded(WireFixture.call(service, operation, .awsQuery), body: form)
    }

    @Test func listsStandUnderMemberOrTheirElementsName() throws {
        #expect(
            try decoded(
                "rds", "CreateDBInstance",
                "Action=CreateDBInstance&Version=2014-10-31&DBInstanceIdentifier=db1&MultiAZ=true&AllocatedStorage=20"
                    + "&VpcSecurityGroupIds.VpcSecurityGroupId.1=sg-1&VpcSecurityGroupIds.VpcSecurityGroupId.2=sg-2")
                == [
                    "DBInstanceIdentifier": "db1", "MultiAZ": true, "AllocatedStorage": 20,
                    "VpcSecurityGroupIds": ["sg-1", "sg-2"],
                ])
        #expect(
            try decoded("iam", "TagRole", "RoleName=r&Tags.member.1.Key=k&Tags.member.1.Value=a%20b%2Bc+d")
                == ["RoleName": "r", "Tags": [["Key": "k", "Value": "a b+c d"]]])
    }

    @Test func elementsAreInTheOrderOfTheirNumbers() throws {
        let form = (1...30).reversed().map { "AttributeNames.member.\($0)=n\($0)" }.joined(separator: "&")
        let value = try decoded("sns", "GetTopicAttributes", "TopicArn=a&X=1")
        #expect(value == ["TopicArn": "a", "X": ["$document": "1"]])
        let list = try decoded("iam", "SimulateCustomPolicy", form.replacing("AttributeNames", with: "ActionNames"))
        #expect(list["ActionNames"]?.arrayValue?.count == 30)
        #expect(list["ActionNames"]?[0] == "n1")
        #expect(list["ActionNames"]?[29] == "n30")
    }

    @Test(arguments: ["Tags=", "Tags.member.1.Key=k&Tags.member.1.Value="])
    func emptyListsAndTextsAreThere(form: String) throws {
        let value = try decoded("iam", "TagRole", form)
        #expect(value == (form == "Tags=" ? ["Tags": []] : ["Tags": [["Key": "k", "Value": ""]]]))
    }

    @Test func mapsAreEntries() throws {
        let value = try decoded(
            "sns", "CreateTopic",
            "Name=t&Attributes.entry.1.key=DisplayName&Attributes.entry.1.value=d&Attributes.entry.2.key=FifoTopic"
                + "&Attributes.entry.2.value=true")
        #expect(value == ["Name": "t", "Attributes": ["DisplayName": "d", "FifoTopic": "true"]])
    }

    @Test func oldQueueClientsUseSingularNames() throws {
        let value = try decoded(
            "sqs", "SendMessage",
            "QueueUrl=q&MessageBody=m&MessageAttribute.1.Name=a&MessageAttribute.1.Value.StringValue=v"
                + "&MessageAttribute.1.Value.DataType=String")
        #expect(
            value == [
                "QueueUrl": "q", "MessageBody": "m",
                "MessageAttributes": ["a": ["StringValue": "v", "DataType": "String"]],
            ])
        #expect(
            try decoded("sqs", "GetQueueAttributes", "QueueUrl=q&AttributeName.1=All&AttributeName.2=Policy")
                == ["QueueUrl": "q", "AttributeNames": ["All", "Policy"]])
    }

    @Test func callsInTheQueryStringAreReadWithoutTheirSignature() throws {
        let target =
            "/?Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=abc"
        let call = try WireFixture.call("sts", "GetCallerIdentity", .awsQuery, target: target)
        #expect(try WireFixture.decoded(call, method: "GET") == [:])
        let assume = try WireFixture.call(
            "sts", "AssumeRole", .awsQuery, target: "/?Action=AssumeRole&RoleArn=arn%3Ax&DurationSeconds=900")
        #expect(try WireFixture.decoded(assume, method: "GET") == ["RoleArn": "arn:x", "DurationSeconds": 900])
    }

    @Test func valuesOfAnotherTypeStayWhatTheyWere() throws {
        #expect(
            try decoded("iam", "TagRole", "RoleName.1=x&Tags=oops&MaxItems=many")
                == ["RoleName": ["$document": ["x"]], "Tags": "oops", "MaxItems": ["$document": "many"]])
        #expect(try decoded("sts", "AssumeRole", "DurationSeconds=soon") == ["DurationSeconds": "soon"])
    }

    @Test func flattenedListsAndMapsOfAnyNamesAreWrittenAndRead() throws {
        var model = TestModel()
        let text = model.add(.string)
        let list = model.add(.list, [TestModel.member("member", text, locationName: "Item")], traits: .flattened)
        let map = model.add(
            .map,
            [TestModel.member("key", text, locationName: "K"), TestModel.member("value", text, locationName: "V")],
            traits: .flattened)
        let date = model.add(.timestamp)
        let input = model.add(
            .structure,
            [TestModel.member("Items", list), TestModel.member("Pairs", map), TestModel.member("When", date)])
        let call = model.call(.awsQuery, shape: input)
        let value = WireValue.structure([
            .init("Items", .list([.string("a"), .string("b")])), .init("Pairs", .map([.init("x", .string("1"))])),
            .init("When", .timestamp(1_422_172_800.5)),
        ])
        let operation = try #require(call.operation)
        let request = try WireCodec.encodeRequest(
            value, operation: operation, service: call.service, wireProtocol: .awsQuery)
        #expect(
            WireFixture.text(request.body)
                == "Action=DoThing&Version=2020-01-01&Item.1=a&Item.2=b&Pairs.1.K=x&Pairs.1.V=1"
                + "&When=2015-01-25T08%3A00%3A00.5Z")
        #expect(try WireFixture.roundTrip(value, call) == value)
    }

    @Test func keysWithTooManyPartsAreRefused() throws {
        let key = String(repeating: "a.", count: 100)
        #expect(throws: WireError(code: .malformed, message: "")) { try decoded("iam", "TagRole", key + "=1") }
    }

    /// Thirty thousand keys below one name, in an order that defeats looking at the last one: a search among them for
    /// each would take minutes.
    /// Eight times the keys take about eight times as long; were each key compared with all others, it would be 64.
    @Test func formsOfManyKeysAreReadInTimeThatGrowsWithTheirLength() throws {
        let few = try Self.shortestDuration(ofReadingKeys: 2000)
        let many = try Self.shortestDuration(ofReadingKeys: 16_000)
        #expect(many < few * 32)
    }

    /// The shortest of several times is the one that other work on the machine has disturbed least.
    static func shortestDuration(ofReadingKeys count: Int) throws -> Duration {
        let keys = (0..<count).map { "k\($0 &* 7919 % count).v=1&k\($0).w=2" }
        let form = Array(keys.joined(separator: "&").utf8)
        var shortest = Duration.seconds(3600)
        for _ in 0..<4 {
            var tree: FormTree?
            shortest = min(shortest, try ContinuousClock().measure { tree = try FormTree(parsing: form) })
            #expect(tree?.nodes.count == 1 + 3 * count)
        }
        return shortest
    }

    @Test func formsOfMoreKeysThanAnyCallHasAreRefused() throws {
        let form = (0...FormTree.maximumNodeCount).map { "k\($0)" }.joined(separator: "&")
        #expect(throws: WireError(code: .malformed, message: "")) { try FormTree(parsing: Array(form.utf8)) }
    }

    @Test func answersAreReadBelowTheirWrapper() throws {
        let call = try WireFixture.call("iam", "CreateUser", .awsQuery)
        let answer = WireFixture.response(
            """
            <?xml version="1.0"?>
            <CreateUserResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><CreateUserResult><User>
            <Path>/</Path><UserName>a&amp;b</UserName><CreateDate>2013-11-12T00:11:22Z</CreateDate>
            <Tags><member><Key>k</Key><Value/></member></Tags></User></CreateUserResult>
            <ResponseMetadata><RequestId>7a62c49f</RequestId></ResponseMetadata></CreateUserResponse>
            """)
        #expect(
            try WireFixture.decodedAnswer(call, answer) == [
                "User": [
                    "Path": "/", "UserName": "a&b", "CreateDate": ["$timestamp": 1_384_215_082],
                    "Tags": [["Key": "k", "Value": ""]],
                ]
            ])
        #expect(WireCodec.requestID(of: answer, call: call) == "7a62c49f")
    }
}
