import CairnAPI
import CairnModel
import CairnService
import CairnSigning
import CairnTrails
import Testing

@Suite struct AccessAuthorizationTests {
    static let trail = "arn:aws:cloudtrail:eu-west-1:222233334444:trail/audit"
    static let store = "arn:aws:cloudtrail:eu-west-1:222233334444:eventdatastore/0a1b2c3d-0000-4000-8000-00000000000a"

    @Test func aPermissionThatIsTakenAwayStopsTheUser() async throws {
        let with = try AccessTest(AccessTest.policy("cloudtrail:LookupEvents"), AccessTest.policy("cloudtrail:List*"))
        #expect(await with.send("LookupEvents").status == 200)
        let without = try AccessTest(AccessTest.policy("cloudtrail:List*"))
        let answer = await without.send("LookupEvents")
        #expect(answer.status == 400)
        #expect(answer.operation == .lookupEvents)
        let body = try JSON(parsing: answer.body)
        #expect(body["__type"] == "AccessDeniedException")
        #expect(
            body["message"]?.stringValue
                == "User: arn:aws:iam::222233334444:user/ops/dana is not authorized to perform: cloudtrail:LookupEvents "
                + "because no identity-based policy allows the cloudtrail:LookupEvents action")
        #expect(await without.allows("ListTrails"))
    }

    @Test func aDenialNamesTheTrail() async throws {
        let answer = try await AccessTest().send("StopLogging", #"{"Name":"audit"}"#)
        #expect(
            answer.error?.message
                == "User: arn:aws:iam::222233334444:user/ops/dana is not authorized to perform: cloudtrail:StopLogging "
                + "on resource: \(Self.trail) because no identity-based policy allows the cloudtrail:StopLogging action"
        )
    }

    @Test(arguments: [
        ("StopLogging", #"{"Name":"audit"}"#, true),
        ("StopLogging", #"{"Name":"\#(trail)"}"#, true),
        ("GetEventSelectors", #"{"TrailName":"audit"}"#, true),
        ("GetInsightSelectors", #"{"TrailName":"audit"}"#, true),
        ("ListTags", #"{"ResourceIdList":["\#(trail)"]}"#, true),
        ("StopLogging", #"{"Name":"audit2"}"#, false),
        ("StopLogging", #"{"Name":"Audit"}"#, false),
        ("StopLogging", #"{"Name":"\#(trail)2"}"#, false),
        ("StopLogging", #"{"Name":"arn:aws:cloudtrail:us-east-1:222233334444:trail/audit"}"#, false),
        ("StopLogging", #"{"Name":"arn:aws:cloudtrail:eu-west-1:999999999999:trail/audit"}"#, false),
        ("ListTags", #"{"ResourceIdList":["\#(trail)","\#(trail)2"]}"#, false),
        ("PutInsightSelectors", #"{"TrailName":"audit","InsightSelectors":[],"EventDataStore":"x"}"#, false),
        ("StopLogging", #"{}"#, false),
        ("StopLogging", #"{"Name":7}"#, false),
        ("StopLogging", #"{"Name":"*"}"#, false),
        ("StopLogging", #"{"Name":"audit2","Name":"audit"}"#, false),
        ("LookupEvents", "{}", false), ("DescribeTrails", "{}", false), ("ListTrails", "{}", false),
    ]) func aPolicyForOneTrailHoldsForThatTrailAlone(_ operation: String, _ body: String, _ isAllowed: Bool)
        async throws
    {
        let test = try AccessTest(AccessTest.policy("cloudtrail:*", on: Self.trail))
        #expect(await test.allows(operation, body) == isAllowed)
    }

    @Test func aPolicyForOneTrailHoldsInItsRegionAlone() async throws {
        var test = try AccessTest(AccessTest.policy("cloudtrail:*", on: Self.trail))
        test.context.region = "us-east-1"
        #expect(await test.allows("StopLogging", #"{"Name":"audit"}"#) == false)
    }

    @Test func aTrailForAllRegionsIsKnownByTheARNOfItsHome() async throws {
        let trails = TrailRegistry()
        try trails.change { trails throws(CloudTrailError) in
            let trail = Trail(
                name: "audit", homeRegion: "eu-west-1", account: AccessTest.account, s3BucketName: "box",
                isMultiRegion: true, tags: [Tag(key: "team", value: "security")], createdTime: AccessTest.now)
            trails[trail.key] = trail
        }
        var test = try AccessTest(AccessTest.policy("cloudtrail:*", on: Self.trail), trails: trails)
        test.context.region = "us-east-1"
        #expect(await test.allows("GetTrail", #"{"Name":"audit"}"#))
        #expect(await test.allows("GetTrail", #"{"Name":"other"}"#) == false)

        let byTag = AccessTest.policy(
            "cloudtrail:*", on: "*", #"{"StringEquals": {"aws:ResourceTag/team": "security"}}"#)
        test = try AccessTest(byTag, trails: trails)
        #expect(await test.allows("GetTrail", #"{"Name":"audit"}"#))
        #expect(await test.allows("GetTrail", #"{"Name":"other"}"#) == false)
    }

    @Test func aDenyWins() async throws {
        let test = try AccessTest(
            AccessTest.policy("*"), AccessTest.policy("cloudtrail:StopLogging", effect: "Deny", on: Self.trail))
        let answer = await test.send("StopLogging", #"{"Name":"audit"}"#)
        #expect(answer.error?.code == .accessDenied)
        #expect(
            answer.error?.message.hasSuffix(
                "on resource: \(Self.trail) with an explicit deny in an identity-based policy")
                == true)
        #expect(await test.allows("StopLogging", #"{"Name":"other"}"#))
        #expect(await test.allows("StartLogging", #"{"Name":"audit"}"#))
    }

    @Test(arguments: [
        (#"{"StringEquals": {"aws:username": "dana"}}"#, true),
        (#"{"StringEquals": {"aws:username": "erin"}}"#, false),
        (#"{"StringEquals": {"aws:userid": "AIDADANA"}}"#, true),
        (#"{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:user/ops/*"}}"#, true),
        (#"{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/*"}}"#, false),
        (#"{"StringEquals": {"aws:PrincipalAccount": "222233334444"}}"#, true),
        (#"{"StringEquals": {"aws:PrincipalType": "User"}}"#, true),
        (#"{"StringEquals": {"aws:PrincipalOrgID": "o-example"}}"#, true),
        (#"{"StringEquals": {"aws:PrincipalOrgID": "o-other"}}"#, false),
        (#"{"IpAddress": {"aws:SourceIp": "127.0.0.0/8"}}"#, true),
        (#"{"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}"#, false),
        (#"{"StringLike": {"aws:UserAgent": "tests/*"}}"#, true),
        (#"{"Bool": {"aws:SecureTransport": "false"}}"#, true),
        (#"{"Bool": {"aws:SecureTransport": "true"}}"#, false),
        (#"{"DateLessThan": {"aws:CurrentTime": "2026-03-02T00:00:00Z"}}"#, true),
        (#"{"DateLessThan": {"aws:CurrentTime": "2026-03-01T00:00:00Z"}}"#, false),
        (#"{"NumericGreaterThan": {"aws:EpochTime": "1772359500"}}"#, true),
        (#"{"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}"#, true),
        (#"{"StringEquals": {"aws:RequestedRegion": "us-east-1"}}"#, false),
        (#"{"Null": {"aws:MultiFactorAuthPresent": "true"}}"#, true),
    ]) func conditionsAreHeld(_ condition: String, _ isAllowed: Bool) async throws {
        let test = try AccessTest(AccessTest.policy("cloudtrail:LookupEvents", on: "*", condition))
        #expect(await test.allows("LookupEvents") == isAllowed)
    }

    @Test(arguments: [
        (#"{"StringEquals": {"aws:RequestTag/team": "security"}}"#, true),
        (#"{"StringEquals": {"aws:RequestTag/team": "sales"}}"#, false),
        (#"{"ForAllValues:StringEquals": {"aws:TagKeys": ["team", "stage"]}}"#, true),
        (#"{"ForAllValues:StringEquals": {"aws:TagKeys": ["stage"]}}"#, false),
    ]) func conditionsOnTagsOfTheRequestAreHeld(_ condition: String, _ isAllowed: Bool) async throws {
        let test = try AccessTest(AccessTest.policy("cloudtrail:AddTags", on: "*", condition))
        let body = #"{"ResourceId":"\#(Self.trail)","TagsList":[{"Key":"team","Value":"security"}]}"#
        #expect(await test.allows("AddTags", body) == isAllowed)
    }

    @Test func creatingWithTagsNeedsThePermissionToTag() async throws {
        let test = try AccessTest(AccessTest.policy("cloudtrail:CreateTrail"))
        let plain = #"{"Name":"audit","S3BucketName":"box"}"#
        #expect(await test.allows("CreateTrail", plain))
        let answer = await test.send(
            "CreateTrail", #"{"Name":"audit2","S3BucketName":"box","TagsList":[{"Key":"a","Value":"b"}]}"#)
        #expect(answer.error?.code == .accessDenied)
        #expect(answer.error?.message.contains("cloudtrail:AddTags on resource: \(Self.trail)2") == true)
    }

    @Test func theRootUserMayDoEverythingInItsAccount() async throws {
        let test = try AccessTest()
        #expect(await test.allows("StopLogging", #"{"Name":"audit"}"#, by: AccessTest.root))
        #expect(await test.allows("LookupEvents", by: AccessTest.root))
    }

    @Test func aSessionHasThePoliciesOfItsRole() async throws {
        let test = try AccessTest(
            AccessTest.policy(
                "cloudtrail:ListTrails", on: "*", #"{"Bool": {"aws:MultiFactorAuthPresent": "true"}}"#))
        #expect(await test.allows("ListTrails", by: AccessTest.session))
        #expect(await test.allows("ListTrails", by: AccessTest.dana) == false)
        let answer = await test.send("LookupEvents", by: AccessTest.session)
        #expect(answer.error?.message.hasPrefix("User: arn:aws:sts::222233334444:assumed-role/ops/dana is") == true)
    }

    @Test func aBodyThatIsNoJSONIsNotDecidedUpon() async throws {
        let test = try AccessTest(AccessTest.policy("cloudtrail:*", on: Self.trail))
        #expect(await test.send("StopLogging", #"{"Name":"#).error?.code == .serialization)
    }

    @Test func refusesWhenPoliciesOrTagsCannotBeRead() async throws {
        let everything = AccessTest.policy("*")
        let test = try AccessTest(everything, resourcePolicies: BrokenResources())
        let answer = await test.send("GetEventDataStore", #"{"EventDataStore":"\#(Self.store)"}"#)
        #expect(answer.status == 500)
        #expect(answer.error?.code == .internalFailure)
        let other = try AccessTest(everything, directory: BrokenResources())
        #expect(await other.send("ListTrails").error?.code == .internalFailure)
    }
}
