import CairnModel
import CairnRecording
import CairnSigning
import CairnWire
import Testing

@Suite struct RecorderPlanTests {
    private static func plan(_ request: WireRequest, includesDataEvents: Bool = true) -> CallPlan {
        var head = request
        head.body = WireBody()
        return Bench(selection: CategorySelection(includesDataEvents: includesDataEvents)).recorder.plan(head)
    }

    private static let getItem = Calls.json("DynamoDB_20120810.GetItem", "{}", service: "dynamodb", version: "1.0")

    @Test func managementWriteIsKeptWhole() {
        let plan = Self.plan(Calls.json("DynamoDB_20120810.CreateTable", "{}", service: "dynamodb", version: "1.0"))
        #expect(plan.isAWSCall)
        #expect(plan.mayBeRecorded)
        #expect(plan.category == .management)
        #expect(plan.tapsRequestBody)
        #expect(plan.responseTap == .always)
        #expect(plan.call?.operation?.name == "CreateTable")
        #expect(plan.signature?.accessKeyID == Calls.userKey)
    }

    @Test func answerToAReadIsKeptOnlyIfItFails() {
        let plan = Self.plan(Calls.json("DynamoDB_20120810.ListTables", "{}", service: "dynamodb", version: "1.0"))
        #expect(plan.responseTap == .failures)
        #expect(!plan.tapsResponseBody(status: 200))
        #expect(plan.tapsResponseBody(status: 400))
        #expect(plan.tapsResponseBody)
    }

    @Test func dataEventThatNobodySelectedIsNotTapped() {
        let plan = Self.plan(Self.getItem, includesDataEvents: false)
        #expect(plan.isAWSCall)
        #expect(!plan.mayBeRecorded)
        #expect(plan.category == .data)
        #expect(!plan.tapsRequestBody)
        #expect(plan.responseTap == .never)
    }

    @Test func dataEventThatIsSelectedIsTapped() {
        let plan = Self.plan(Self.getItem)
        #expect(plan.mayBeRecorded)
        #expect(plan.tapsRequestBody)
        #expect(plan.responseTap == .failures)
    }

    @Test(arguments: [("PUT", "/a"), ("GET", "/a"), ("PUT", "/a?partNumber=1&uploadId=u")])
    func contentOfObjectsIsNeverTapped(method: String, target: String) {
        let plan = Self.plan(Calls.s3(method, target))
        #expect(plan.category == .data)
        #expect(!plan.tapsRequestBody || method == "GET")
        #expect(!plan.tapsResponseBody(status: 200) || method == "PUT")
    }

    @Test func payloadOfAFunctionIsNeverTapped() {
        let plan = Self.plan(
            Calls.request("POST", "/2015-03-31/functions/f/invocations", host: "lambda.local", service: "lambda"))
        #expect(plan.call?.operation?.name == "Invoke")
        #expect(!plan.tapsRequestBody)
        #expect(plan.responseTap == .failures)
    }

    @Test func callThatTeachesIsTappedEvenIfItReads() {
        let plan = Self.plan(Calls.query("Action=AssumeRole&Version=2011-06-15", service: "sts"))
        #expect(plan.mayBeRecorded)
        #expect(plan.tapsRequestBody)
        #expect(plan.responseTap == .always)
    }

    @Test func unsignedFormMayBeACallOfSTS() {
        let plan = Self.plan(Calls.query("Action=AssumeRoleWithSAML", service: nil, host: "localhost"))
        #expect(plan.isAWSCall)
        #expect(plan.tapsRequestBody)
    }

    @Test func queryCallOfAnUnselectedDataEventHasNoRecord() {
        let bench = Bench(selection: CategorySelection())
        let call = Calls.query(
            "Action=SendMessage&Version=2012-11-05&QueueUrl=http%3A%2F%2Fh%2F222233334444%2Fq&MessageBody=m",
            service: "sqs")
        #expect(bench.records(call, Calls.xml("<SendMessageResponse/>")).isEmpty)
    }

    @Test func ownCallsAreManagementEventsLikeAnyOther() {
        let prefix = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101."
        let call = Calls.json(prefix + "LookupEvents", "{}", service: "cloudtrail")
        let plan = Self.plan(call, includesDataEvents: false)
        #expect(plan.mayBeRecorded)
        #expect(plan.category == .management)
        #expect(plan.call?.service.id == "cloudtrail")
    }
}
