import CairnModel
import CairnSigning
import CairnWire
import Testing

@testable import CairnRecording

@Suite struct UnmodelledCallTests {
    @Test(arguments: [
        ("/", [("X-Amz-Target", "NewService_20270101.MakeThing")], "", "newservice.amazonaws.com", "MakeThing"),
        ("/?Action=MakeThing&Version=1", [], "", "newservice.amazonaws.com", "MakeThing"),
        (
            "/", [("Content-Type", "application/x-www-form-urlencoded")], "Version=1&Action=MakeThing",
            "newservice.amazonaws.com", "MakeThing"
        ),
        ("/secret/path", [], "", "newservice.amazonaws.com", "POST"),
        ("/", [("X-Amz-Target", "NewService.\u{7}bad\"")], "", "newservice.amazonaws.com", "POST"),
    ])
    func signedCallOfAnUnknownServiceIsRecorded(
        target: String, headers: [(String, String)], body: String, source: String, name: String
    ) {
        let record = Bench().record(
            Calls.request("POST", target, host: "localhost", service: "newservice", headers: headers, body: body))
        #expect(record.text("eventSource") == source)
        #expect(record.text("eventName") == name)
        #expect(record["requestParameters"] == .some(.null))
        #expect(record["responseElements"] == .some(.null))
        #expect(record.text("userIdentity.userName") == "dana")
        #expect(record.text("requestID") == "7a1c2a5e-0000-4000-8000-000000000001")
    }

    @Test func unknownOperationOfAKnownServiceKeepsItsName() {
        let record = Bench().record(
            Calls.json("DynamoDB_20120810.FoldTable", #"{"TableName":"t"}"#, service: "dynamodb", version: "1.0"))
        #expect(record.text("eventSource") == "dynamodb.amazonaws.com")
        #expect(record.text("eventName") == "FoldTable")
        #expect(record["requestParameters"] == .some(.null))
        #expect(record["managementEvent"] == true)
    }

    @Test func failureOfAnUnknownServiceIsTold() {
        let record = Bench().record(
            Calls.request("GET", "/x", host: "localhost", service: "newservice"),
            Calls.answer(#"{"__type":"a#NotToday","message":"no"}"#, status: 400))
        #expect(record.text("errorCode") == "NotToday")
        #expect(record.text("errorMessage") == "no")
        #expect(record["readOnly"] == true)
    }

    @Test(arguments: [
        ("GET", "/"), ("GET", "/favicon.ico"), ("POST", "/login"), ("GET", "/metrics?Actions=1"), ("OPTIONS", "*"),
    ])
    func requestThatNothingIdentifiesIsNoAWSCall(method: String, target: String) {
        let request = Calls.request(method, target, host: "localhost:4734", service: nil)
        let bench = Bench()
        #expect(!bench.recorder.plan(request).isAWSCall)
        #expect(bench.records(request).isEmpty)
    }

    @Test func formWithoutAnActionIsNoAWSCall() {
        let request = Calls.query("user=a&password=b", service: nil, host: "localhost")
        #expect(Bench().records(request).isEmpty)
    }
}
