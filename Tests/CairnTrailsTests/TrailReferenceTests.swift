import CairnAPI
import CairnTrails
import Testing

@Suite struct TrailReferenceTests {
    @Test func textIsANameOrAnARN() throws {
        #expect(try TrailReference("audit") == .name("audit"))
        #expect(
            try TrailReference("arn:aws-cn:cloudtrail:cn-north-1:222233334444:trail/audit")
                == .arn(
                    partition: "aws-cn",
                    key: Trail.Key(account: "222233334444", homeRegion: "cn-north-1", name: "audit")
                )
        )
    }

    @Test(arguments: [
        "arn:", "arn:aws:s3:::bucket", "arn:aws:cloudtrail:eu-west-1:222233334444:channel/x",
        "arn:aws:cloudtrail:eu-west-1:2222:trail/audit", "arn:aws:cloudtrail::222233334444:trail/audit",
        "arn::cloudtrail:eu-west-1:222233334444:trail/audit", "arn:aws:cloudtrail:eu-west-1:222233334444:trail",
    ])
    func otherARNsAreRefused(text: String) {
        #expect(throws: CloudTrailError(.cloudTrailARNInvalid, "")) { try TrailReference(text) }
    }

    @Test func nameInsideAnARNFollowsTheRulesToo() {
        #expect(throws: CloudTrailError(.invalidTrailName, "")) {
            try TrailReference("arn:aws:cloudtrail:eu-west-1:222233334444:trail/a..b")
        }
    }

    @Test func nameStandsForAnARNOfTheCaller() throws {
        let viewpoint = TrailViewpoint(account: "222233334444", region: "eu-west-1")
        let arn = "arn:aws:cloudtrail:eu-west-1:222233334444:trail/audit"
        #expect(try TrailReference("audit").arn(from: viewpoint) == arn)
        #expect(try TrailReference(arn).arn(from: viewpoint) == arn)
        #expect(Trail.fixture().arn == arn)
    }
}

private typealias Trail = CairnTrails.Trail
