import CairnAPI
import CairnModel
import CairnService
import Testing

@Suite struct RequestRateTests {
    @Test func thirdLookupInOneSecondIsTooMany() async throws {
        let test = TestService(rates: .awsLookups)
        _ = try await test.lookup(LookupEventsRequest())
        _ = try await test.lookup(LookupEventsRequest())
        let error = await #expect(throws: CloudTrailError(.throttling, "")) {
            try await test.lookup(LookupEventsRequest())
        }
        #expect(error?.message == "Rate exceeded")
        #expect(error?.httpStatus == 400)
    }

    @Test func halfASecondGivesOneMore() async throws {
        let test = TestService(rates: .awsLookups)
        for _ in 0..<2 { _ = try await test.lookup(LookupEventsRequest()) }
        test.clock.advance(by: 0.5)
        _ = try await test.lookup(LookupEventsRequest())
        await #expect(throws: CloudTrailError(.throttling, "")) { try await test.lookup(LookupEventsRequest()) }
    }

    @Test func clockThatIsSetBackGivesNothing() async throws {
        let test = TestService(rates: .awsLookups)
        for _ in 0..<2 { _ = try await test.lookup(LookupEventsRequest()) }
        test.clock.advance(by: -3600)
        await #expect(throws: CloudTrailError(.throttling, "")) { try await test.lookup(LookupEventsRequest()) }
    }

    @Test func accountsAndRegionsAreCountedApart() async throws {
        var test = TestService(rates: .awsLookups)
        for region in ["eu-west-1", "us-east-1"] {
            for account in ["222233334444", "555566667777"] {
                test.context.region = region
                test.context.account = account
                for _ in 0..<2 { _ = try await test.lookup(LookupEventsRequest()) }
            }
        }
    }

    @Test func refusedRequestsCountToo() async {
        let test = TestService(rates: .awsLookups)
        for code in [CloudTrailError.Code.invalidMaxResults, .invalidMaxResults, .throttling] {
            await #expect(throws: CloudTrailError(code, "")) {
                try await test.lookup(LookupEventsRequest(maxResults: 51))
            }
        }
    }

    @Test(arguments: [
        (APIOperation.lookupEvents, 2.0), (.listInsightsData, 2), (.describeTrails, 10), (.getTrail, 10),
        (.listTags, 10), (.createTrail, 1), (.startQuery, 1),
    ])
    func ratesOfAWS(operation: APIOperation, perSecond: Double) {
        #expect(RequestRates.aws.perSecond(operation) == perSecond)
        #expect(RequestRates.unlimited.perSecond(operation) == nil)
    }
}
