import CairnAPI
import CairnModel
import CairnSelectors
import CairnService
import CairnTrails
import Testing

/// The rules of selectors themselves are tested in their own room.
@Suite struct SelectorTests {
    private static let arn = "arn:aws:cloudtrail:eu-west-1:222233334444:trail/audit"
    private static let standard =
        #"[{"ReadWriteType":"All","IncludeManagementEvents":true,"DataResources":[],"ExcludeManagementEventSources":[]}]"#
    private static let s3 = #"[{"Type":"AWS::S3::Object","Values":["arn:aws:s3:::box/"]}]"#

    private func withTrail(_ preconditions: any TrailPreconditions = LenientPreconditions()) async -> TestService {
        let test = TestService(preconditions: preconditions)
        _ = await test.answer("CreateTrail", #"{"Name":"audit","S3BucketName":"box","KmsKeyId":"alias/mine"}"#)
        return test
    }

    // MARK: Event selectors

    @Test func trailHasTheStandardSelectorUntilItIsGivenOthers() async {
        let test = await withTrail()
        let get = { await test.answer("GetEventSelectors", #"{"TrailName":"audit"}"#) }
        #expect(await get() == #"{"TrailARN":"\#(Self.arn)","EventSelectors":\#(Self.standard)}"#)
        let basic = #"[{"ReadWriteType":"WriteOnly","IncludeManagementEvents":true,"DataResources":\#(Self.s3)}]"#
        let put = await test.answer("PutEventSelectors", #"{"TrailName":"audit","EventSelectors":\#(basic)}"#)
        #expect(put.contains(#""ReadWriteType":"WriteOnly""#) && put.contains(Self.arn))
        #expect(await get() == put)
        #expect(await test.answer("GetTrail", #"{"Name":"audit"}"#).contains(#""HasCustomEventSelectors":true"#))
        let advanced = #"[{"Name":"all","FieldSelectors":[{"Field":"eventCategory","Equals":["Management"]}]}]"#
        _ = await test.answer("PutEventSelectors", #"{"TrailName":"audit","AdvancedEventSelectors":\#(advanced)}"#)
        #expect(await get() == #"{"TrailARN":"\#(Self.arn)","AdvancedEventSelectors":\#(advanced)}"#)
        _ = await test.answer("PutEventSelectors", #"{"TrailName":"audit","EventSelectors":\#(Self.standard)}"#)
        #expect(await test.answer("GetTrail", #"{"Name":"audit"}"#).contains(#""HasCustomEventSelectors":false"#))
    }

    @Test(arguments: [
        "", #","EventSelectors":[]"#, #","AdvancedEventSelectors":[]"#,
        #","EventSelectors":[{}],"AdvancedEventSelectors":[{"FieldSelectors":[{"Field":"eventCategory","Equals":["Data"]}]}]"#,
        #","EventSelectors":[{},{},{},{},{},{}]"#, #","EventSelectors":[{"ReadWriteType":"Some"}]"#,
        #","AdvancedEventSelectors":[{"FieldSelectors":[]}]"#,
    ])
    func badSelectorsAreRefusedAndNothingChanges(members: String) async {
        let test = await withTrail()
        let body = #"{"TrailName":"audit"\#(members)}"#
        #expect(await test.code("PutEventSelectors", body) == "InvalidEventSelectorsException")
        #expect(test.trails.snapshot.all.first?.eventSelectors.isStandard == true)
    }

    // MARK: Insights

    @Test func insightsAreTurnedOnAndOff() async {
        let test = await withTrail()
        let off = await test.send("GetInsightSelectors", #"{"TrailName":"audit"}"#)
        #expect(off.error?.code == .insightNotEnabled)
        #expect(
            off.error?.message == "Trail \(Self.arn) does not have Insights enabled. Edit the trail settings to enable "
                + "Insights, and then try the operation again."
        )
        let selectors =
            #"[{"InsightType":"ApiCallRateInsight"},{"InsightType":"ApiErrorRateInsight","EventCategories":["Management"]}]"#
        let expected = #"{"TrailARN":"\#(Self.arn)","InsightSelectors":\#(selectors)}"#
        #expect(
            await test.answer("PutInsightSelectors", #"{"TrailName":"\#(Self.arn)","InsightSelectors":\#(selectors)}"#)
                == expected
        )
        #expect(await test.answer("GetInsightSelectors", #"{"TrailName":"audit"}"#) == expected)
        #expect(await test.answer("GetTrail", #"{"Name":"audit"}"#).contains(#""HasInsightSelectors":true"#))
        _ = await test.answer("PutInsightSelectors", #"{"TrailName":"audit","InsightSelectors":[]}"#)
        #expect(await test.code("GetInsightSelectors", #"{"TrailName":"audit"}"#) == "InsightNotEnabledException")
        #expect(await test.answer("GetTrail", #"{"Name":"audit"}"#).contains(#""HasInsightSelectors":false"#))
    }

    @Test(arguments: [
        (#""InsightSelectors":[]"#, "InvalidParameter"),
        (#""EventDataStore":"abc","InsightSelectors":[]"#, "InvalidParameter"),
        (#""InsightsDestination":"abc","InsightSelectors":[]"#, "InvalidParameter"),
        (#""EventDataStore":"abc","InsightsDestination":"abc","InsightSelectors":[]"#, "InvalidParameter"),
        (#""TrailName":"audit","EventDataStore":"abc","InsightSelectors":[]"#, "InvalidParameterCombination"),
        (#""TrailName":"audit","InsightsDestination":"abc","InsightSelectors":[]"#, "InvalidParameterCombination"),
        (#""TrailName":"audit","InsightSelectors":[{}]"#, "InvalidInsightSelectors"),
        (#""TrailName":"audit","InsightSelectors":[{"InsightType":"Other"}]"#, "InvalidInsightSelectors"),
        (
            #""TrailName":"audit","InsightSelectors":[{"InsightType":"ApiCallRateInsight"},{"InsightType":"ApiCallRateInsight"}]"#,
            "InvalidInsightSelectors"
        ),
        (
            #""TrailName":"audit","InsightSelectors":[{"InsightType":"ApiCallRateInsight","EventCategories":[]}]"#,
            "InvalidInsightSelectors"
        ),
        (
            #""TrailName":"audit","InsightSelectors":[{"InsightType":"ApiCallRateInsight","EventCategories":["Data"]}]"#,
            "InvalidInsightSelectors"
        ),
        (#""TrailName":"audit""#, "Validation"),
    ])
    func badInsightSelectorsAreRefused(members: String, code: String) async {
        #expect(await withTrail().code("PutInsightSelectors", "{\(members)}") == code + "Exception")
    }

    @Test(arguments: [
        (#"{"ReadWriteType":"ReadOnly"}"#, "ApiCallRateInsight", "Management", false),
        (#"{"ReadWriteType":"ReadOnly"}"#, "ApiErrorRateInsight", "Management", true),
        (#"{"ReadWriteType":"WriteOnly"}"#, "ApiCallRateInsight", "Management", true),
        (#"{"IncludeManagementEvents":false,"DataResources":\#(s3)}"#, "ApiErrorRateInsight", "Management", false),
        (#"{"IncludeManagementEvents":false,"DataResources":\#(s3)}"#, "ApiErrorRateInsight", "Data", true),
        (#"{}"#, "ApiCallRateInsight", "Data", false),
    ])
    func insightsNeedTheEventsThatTheyWatch(
        selector: String, type: String, category: String, isAccepted: Bool
    ) async {
        let test = await withTrail()
        #expect(await test.code("PutEventSelectors", #"{"TrailName":"audit","EventSelectors":[\#(selector)]}"#) == nil)
        let insight = #"[{"InsightType":"\#(type)","EventCategories":["\#(category)"]}]"#
        let code = await test.code("PutInsightSelectors", #"{"TrailName":"audit","InsightSelectors":\#(insight)}"#)
        #expect(code == (isAccepted ? nil : "InvalidInsightSelectorsException"))
    }

    @Test(arguments: [
        ("bucket", CloudTrailError.Code.insufficientS3BucketPolicy, CloudTrailError.Code.insufficientS3BucketPolicy),
        ("bucket", .s3BucketDoesNotExist, .s3BucketDoesNotExist),
        ("key", .insufficientEncryptionPolicy, .insufficientEncryptionPolicy), ("key", .kms, .kms),
        ("key", .kmsKeyNotFound, .kms),
    ])
    func insightsNeedABucketThatTakesThem(
        check: String, failure: CloudTrailError.Code, code: CloudTrailError.Code
    ) async {
        let preconditions = FakePreconditions()
        let test = await withTrail(preconditions)
        preconditions.fail(check, with: failure)
        let on = #"{"TrailName":"audit","InsightSelectors":[{"InsightType":"ApiCallRateInsight"}]}"#
        #expect(await test.code("PutInsightSelectors", on) == code.rawValue)
        #expect(await test.code("PutInsightSelectors", #"{"TrailName":"audit","InsightSelectors":[]}"#) == nil)
    }

    @Test(arguments: [
        ("{}", "InvalidParameter"), (#"{"TrailName":"audit","EventDataStore":"abc"}"#, "InvalidParameterCombination"),
        (#"{"EventDataStore":"abc"}"#, "InvalidParameter"), (#"{"TrailName":"other"}"#, "TrailNotFound"),
    ])
    func badQuestionForInsightsIsRefused(body: String, code: String) async {
        #expect(await withTrail().code("GetInsightSelectors", body) == code + "Exception")
    }

    // MARK: Event configuration

    @Test func aggregationIsTurnedOnAndOff() async {
        let test = await withTrail()
        let get = { await test.answer("GetEventConfiguration", #"{"TrailName":"audit"}"#) }
        let none = #"{"TrailARN":"\#(Self.arn)","AggregationConfigurations":[]}"#
        #expect(await get() == none)
        let aggregations = #"[{"Templates":["API_ACTIVITY","USER_ACTIONS"],"EventCategory":"Data"}]"#
        let put = #"{"TrailName":"audit","AggregationConfigurations":\#(aggregations)}"#
        #expect(await test.code("PutEventConfiguration", put) == "InvalidParameterException", "it logs no data events")
        _ = await test.answer(
            "PutEventSelectors", #"{"TrailName":"audit","EventSelectors":[{"DataResources":\#(Self.s3)}]}"#
        )
        let some = #"{"TrailARN":"\#(Self.arn)","AggregationConfigurations":\#(aggregations)}"#
        #expect(await test.answer("PutEventConfiguration", put) == some)
        #expect(await test.answer("PutEventConfiguration", #"{"TrailName":"audit"}"#) == some)
        #expect(await get() == some)
        let off = #"{"TrailName":"audit","AggregationConfigurations":[]}"#
        #expect(await test.answer("PutEventConfiguration", off) == none)
    }

    private static let store = "12345678-1234-1234-1234-123456789abc"

    @Test(arguments: [
        ("{}", "InvalidParameterCombination"),
        (#"{"TrailName":"audit","EventDataStore":"\#(store)"}"#, "InvalidParameterCombination"),
        (#"{"TrailName":"audit","MaxEventSize":"Large"}"#, "InvalidParameterCombination"),
        (#"{"TrailName":"audit","ContextKeySelectors":[]}"#, "InvalidParameterCombination"),
        (#"{"EventDataStore":"\#(store)","AggregationConfigurations":[]}"#, "InvalidParameterCombination"),
        (#"{"EventDataStore":"\#(store)"}"#, "UnsupportedOperation"),
        (#"{"EventDataStore":"nothing"}"#, "EventDataStoreARNInvalid"),
        (#"{"EventDataStore":"\#(arn)"}"#, "EventDataStoreARNInvalid"),
        (#"{"TrailName":"audit","MaxEventSize":"Huge"}"#, "InvalidParameter"),
        (
            #"{"TrailName":"audit","AggregationConfigurations":[{"Templates":[],"EventCategory":"Data"}]}"#,
            "InvalidParameter"
        ),
        (
            #"{"TrailName":"audit","AggregationConfigurations":[{"Templates":["OTHER"],"EventCategory":"Data"}]}"#,
            "InvalidParameter"
        ),
    ])
    func badConfigurationIsRefused(body: String, code: String) async {
        #expect(await withTrail().code("PutEventConfiguration", body) == code + "Exception")
    }

    @Test(arguments: [
        ("{}", "InvalidParameterCombination"),
        (#"{"TrailName":"audit","EventDataStore":"\#(store)"}"#, "InvalidParameterCombination"),
        (
            #"{"EventDataStore":"arn:aws:cloudtrail:eu-west-1:222233334444:eventdatastore/\#(store)"}"#,
            "UnsupportedOperation"
        ),
        (#"{"EventDataStore":""}"#, "EventDataStoreARNInvalid"),
    ])
    func badQuestionForTheConfigurationIsRefused(body: String, code: String) async {
        #expect(await withTrail().code("GetEventConfiguration", body) == code + "Exception")
    }
}
