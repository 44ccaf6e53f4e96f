import CairnAPI
import CairnModel
import CairnService
import CairnTrails
import Testing

@Suite struct TagTests {
    private static let arn = "arn:aws:cloudtrail:eu-west-1:222233334444:trail/audit"
    private static let uuid = "12345678-1234-1234-1234-123456789abc"
    private static let prefix = "arn:aws:cloudtrail:eu-west-1:222233334444:"

    private func withTrail() async -> TestService {
        let test = TestService()
        _ = await test.answer("CreateTrail", #"{"Name":"audit","S3BucketName":"box","IsMultiRegionTrail":true}"#)
        return test
    }

    private func list(_ test: TestService) async -> String {
        await test.answer("ListTags", #"{"ResourceIdList":["\#(Self.arn)"]}"#)
    }

    @Test func tagsAreAddedReplacedAndRemoved() async {
        let test = await withTrail()
        #expect(await list(test) == #"{"ResourceTagList":[{"ResourceId":"\#(Self.arn)","TagsList":[]}]}"#)
        let add = #"{"ResourceId":"\#(Self.arn)","TagsList":[{"Key":"a","Value":"1"},{"Key":"b"}]}"#
        #expect(await test.answer("AddTags", add) == "{}")
        _ = await test.answer("AddTags", #"{"ResourceId":"\#(Self.arn)","TagsList":[{"Key":"a","Value":"2"}]}"#)
        #expect(await list(test).contains(#""TagsList":[{"Key":"a","Value":"2"},{"Key":"b"}]"#))
        let remove = #"{"ResourceId":"\#(Self.arn)","TagsList":[{"Key":"a","Value":"other"},{"Key":"nobody"}]}"#
        #expect(await test.answer("RemoveTags", remove) == "{}")
        #expect(await list(test).contains(#""TagsList":[{"Key":"b"}]"#))
    }

    @Test func fiftyTagsAreTheMost() async {
        let test = await withTrail()
        let first = CreateTrailTests.tags(49)
        #expect(await test.code("AddTags", #"{"ResourceId":"\#(Self.arn)","TagsList":[\#(first)]}"#) == nil)
        let two = #"{"ResourceId":"\#(Self.arn)","TagsList":[{"Key":"x"},{"Key":"y"}]}"#
        #expect(await test.code("AddTags", two) == "TagsLimitExceededException")
        #expect(test.trails.snapshot.all.first?.tags.count == 49)
        let onePlusOld = #"{"ResourceId":"\#(Self.arn)","TagsList":[{"Key":"x"},{"Key":"k1","Value":"new"}]}"#
        #expect(await test.code("AddTags", onePlusOld) == nil)
    }

    static let badResources: [(id: String, code: String)] = [
        ("audit", "CloudTrailARNInvalid"), ("", "CloudTrailARNInvalid"), ("arn:aws:s3:::box", "CloudTrailARNInvalid"),
        ("arn:aws:cloudtrail:eu-west-1:2222:trail/audit", "CloudTrailARNInvalid"),
        ("\(prefix)trail/", "CloudTrailARNInvalid"), ("\(prefix)trail/a..b", "InvalidTrailName"),
        ("\(prefix)trail/other", "ResourceNotFound"), ("\(prefix)query/x", "ResourceTypeNotSupported"),
        ("arn:aws:cloudtrail:eu-west-1:555566667777:trail/audit", "ResourceNotFound"),
        ("\(prefix)eventdatastore/x", "EventDataStoreARNInvalid"), ("\(prefix)channel/x", "ChannelARNInvalid"),
        ("\(prefix)eventdatastore/\(uuid)", "EventDataStoreNotFound"), ("\(prefix)dashboard/mine", "ResourceNotFound"),
    ]

    @Test(arguments: badResources + [("\(prefix)channel/\(uuid)", "ChannelNotFound")])
    func resourceIsLookedForFirst(id: String, code: String) async {
        let test = await withTrail()
        let body = #"{"ResourceId":"\#(id)","TagsList":[{"Key":"aws:no"}]}"#
        #expect(await test.code("AddTags", body) == code + "Exception")
        #expect(await test.code("RemoveTags", body) == code + "Exception")
    }

    @Test(arguments: badResources + [("\(prefix)channel/\(uuid)", "ResourceNotFound")])
    func oneBadResourceFailsTheList(id: String, code: String) async {
        let body = #"{"ResourceIdList":["\#(Self.arn)","\#(id)"]}"#
        #expect(await withTrail().code("ListTags", body) == code + "Exception")
    }

    @Test(arguments: [
        (#"{"Key":"aws:x"}"#, "InvalidTagParameter"), (#"{"Key":"AWS:x"}"#, "InvalidTagParameter"),
        (#"{"Key":"a"},{"Key":"a"}"#, "InvalidTagParameter"), (#"{"Key":""}"#, "InvalidTagParameter"),
        (#"{"Key":"\#(String(repeating: "k", count: 129))"}"#, "InvalidTagParameter"),
        (#"{"Key":"a","Value":"\#(String(repeating: "v", count: 257))"}"#, "InvalidTagParameter"),
        (#"{"Value":"a"}"#, "Validation"),
    ])
    func badTagIsRefused(tags: String, code: String) async {
        let test = await withTrail()
        let body = #"{"ResourceId":"\#(Self.arn)","TagsList":[\#(tags)]}"#
        #expect(await test.code("AddTags", body) == code + "Exception")
        #expect(await test.code("RemoveTags", body) == code + "Exception")
        #expect(test.trails.snapshot.all.first?.tags.isEmpty == true)
    }

    @Test(arguments: [
        (#"{"ResourceIdList":[]}"#, "Validation"), (#"{"ResourceIdList":["\#(arn)"],"NextToken":"x"}"#, "InvalidToken"),
        ("{}", "Validation"),
        (#"{"ResourceIdList":[\#(Array(repeating: "\"\(arn)\"", count: 21).joined(separator: ","))]}"#, "Validation"),
    ])
    func badListIsRefused(body: String, code: String) async {
        #expect(await withTrail().code("ListTags", body) == code + "Exception")
    }

    @Test func twentyResourcesComeInTheirOrder() async throws {
        let test = await withTrail()
        _ = await test.answer("CreateTrail", #"{"Name":"other","S3BucketName":"box","TagsList":[{"Key":"x"}]}"#)
        let other = "\(Self.prefix)trail/other"
        let ids = Array(repeating: [other, Self.arn], count: 10).flatMap(\.self)
        let answer = try await test.api().listTags(ListTagsRequest(resourceIdList: ids))
        #expect(answer.resourceTagList?.map(\.resourceId) == ids)
        #expect(answer.resourceTagList?.first?.tagsList == [Tag(key: "x")])
    }

    @Test func tagsAreChangedInTheHomeRegionOnly() async {
        var test = await withTrail()
        test.context.region = "us-east-1"
        let body = #"{"ResourceId":"\#(Self.arn)","TagsList":[{"Key":"a"}]}"#
        #expect(await test.code("AddTags", body) == "OperationNotPermittedException")
        #expect(await test.code("RemoveTags", body) == "OperationNotPermittedException")
        #expect(await test.code("ListTags", #"{"ResourceIdList":["\#(Self.arn)"]}"#) == nil)
    }

    // MARK: Resource policies

    private static let policyResources: [(id: String, code: String)] = [
        (arn, "ResourceTypeNotSupported"), ("\(prefix)query/x", "ResourceTypeNotSupported"),
        ("\(prefix)eventdatastore/\(uuid)", "ResourceNotFound"), ("\(prefix)channel/\(uuid)", "ResourceNotFound"),
        ("\(prefix)dashboard/mine", "ResourceNotFound"), ("\(prefix)eventdatastore/x", "ResourceARNNotValid"),
        ("arn:aws:s3:::box", "ResourceARNNotValid"), ("audit", "ResourceARNNotValid"), ("a b", "ResourceARNNotValid"),
        ("ab", "ResourceARNNotValid"),
    ]

    @Test(arguments: policyResources)
    func policiesNeedAResourceThatTakesThem(id: String, code: String) async {
        let test = await withTrail()
        let body = #"{"ResourceArn":"\#(id)"}"#
        #expect(await test.code("GetResourcePolicy", body) == code + "Exception")
        #expect(await test.code("DeleteResourcePolicy", body) == code + "Exception")
        let put = #"{"ResourceArn":"\#(id)","ResourcePolicy":"{}"}"#
        #expect(await test.code("PutResourcePolicy", put) == code + "Exception")
    }

    @Test func policyThatIsTooLongIsNotValid() async {
        let policy = String(repeating: "x", count: 8193)
        let put = #"{"ResourceArn":"\#(Self.prefix)dashboard/mine","ResourcePolicy":"\#(policy)"}"#
        #expect(await withTrail().code("PutResourcePolicy", put) == "ResourcePolicyNotValidException")
    }
}
