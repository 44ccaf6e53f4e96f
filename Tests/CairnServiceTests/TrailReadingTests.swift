import CairnAPI
import CairnModel
import CairnService
import Testing

@Suite struct TrailReadingTests {
    @Test func thereAreNoTrails() async throws {
        let test = TestService()
        let described = await test.send("DescribeTrails", #"{"trailNameList":["audit"],"includeShadowTrails":false}"#)
        #expect(String(decoding: described.body, as: UTF8.self) == #"{"trailList":[]}"#)
        let listed = await test.send("ListTrails", "")
        #expect(String(decoding: listed.body, as: UTF8.self) == #"{"Trails":[]}"#)
    }

    @Test(arguments: [
        ("GetTrail", "Name", "audit"), ("UpdateTrail", "Name", "audit"),
        ("GetTrailStatus", "Name", "arn:aws:cloudtrail:eu-west-1:222233334444:trail/audit"),
        ("GetEventSelectors", "TrailName", "arn:aws:cloudtrail:eu-west-1:222233334444:trail/audit"),
    ])
    func unknownTrailIsNamed(operation: String, member: String, name: String) async throws {
        let answer = await TestService().send(operation, #"{"\#(member)":"audit"}"#)
        #expect(answer.error == CloudTrailError(.trailNotFound, ""))
        #expect(answer.error?.message == "Unknown trail: \(name) for the user: 222233334444")
    }

    /// Every operation that takes a trail by its name or ARN.
    @Test(
        arguments: [
            "GetTrail", "GetTrailStatus", "DeleteTrail", "StartLogging", "StopLogging", "UpdateTrail",
        ].map { ($0, "Name") }
            + [
                "GetEventSelectors", "PutEventSelectors", "GetInsightSelectors", "PutInsightSelectors",
                "GetEventConfiguration", "PutEventConfiguration",
            ].map { ($0, "TrailName") }
    )
    func everyOperationLooksForTheTrail(operation: String, member: String) async {
        let test = TestService()
        let rest = operation == "PutInsightSelectors" ? #","InsightSelectors":[]"# : ""
        for (name, code) in [
            ("audit", "TrailNotFoundException"), ("a b", "InvalidTrailNameException"),
            ("arn:aws:cloudtrail:eu-west-1:222233334444:trail/audit", "TrailNotFoundException"),
            ("arn:aws:cloudtrail:eu-west-1:555566667777:trail/audit", "TrailNotFoundException"),
            ("arn:aws:cloudtrail:eu-west-1:222233334444:audit", "CloudTrailARNInvalidException"),
        ] {
            #expect(await test.code(operation, #"{"\#(member)":"\#(name)"\#(rest)}"#) == code, "\(name)")
        }
    }

    @Test(arguments: [
        ("ab", "InvalidTrailNameException"), (String(repeating: "a", count: 129), "InvalidTrailNameException"),
        ("-ab", "InvalidTrailNameException"), ("ab.", "InvalidTrailNameException"),
        ("a-_b", "InvalidTrailNameException"), ("a..b", "InvalidTrailNameException"),
        ("192.168.5.4", "InvalidTrailNameException"), ("my trail", "InvalidTrailNameException"),
        ("trä", "InvalidTrailNameException"), ("", "InvalidTrailNameException"),
        ("arn:aws:s3:::bucket", "CloudTrailARNInvalidException"), ("arn:", "CloudTrailARNInvalidException"),
        ("arn:aws:cloudtrail:eu-west-1:222233334444:channel/x", "CloudTrailARNInvalidException"),
        ("arn:aws:cloudtrail:eu-west-1:2222:trail/audit", "CloudTrailARNInvalidException"),
        ("arn:aws:cloudtrail:eu-west-1:222233334444:trail/a b", "InvalidTrailNameException"),
        ("abc", "TrailNotFoundException"), ("a.b-c_d", "TrailNotFoundException"), ("1.2.3", "TrailNotFoundException"),
        (String(repeating: "a", count: 128), "TrailNotFoundException"),
        ("arn:aws-cn:cloudtrail:cn-north-1:222233334444:trail/audit", "TrailNotFoundException"),
    ])
    func nameIsCheckedFirst(name: String, code: String) async {
        let answer = await TestService().send("GetTrail", JSON.object(["Name": .string(name)]).description)
        #expect(answer.error?.code.rawValue == code)
    }

    @Test func describeTrailsChecksEveryName() async {
        let answer = await TestService().send("DescribeTrails", #"{"trailNameList":["audit","a b"]}"#)
        #expect(answer.error == CloudTrailError(.invalidTrailName, ""))
    }
}
