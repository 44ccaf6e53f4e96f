import CairnAPI
import CairnModel
import CairnService
import CairnTrails
import Testing

@Suite struct TrailStatusTests {
    private static let empty =
        #""LatestDeliveryAttemptTime":"","LatestNotificationAttemptTime":"","LatestNotificationAttemptSucceeded":"","#
        + #""LatestDeliveryAttemptSucceeded":"","#

    @Test func statusFollowsStartAndStop() async throws {
        let test = TestService()
        _ = await test.answer("CreateTrail", #"{"Name":"audit","S3BucketName":"box"}"#)
        let status = { await test.answer("GetTrailStatus", #"{"Name":"audit"}"#) }
        #expect(
            await status() == #"{"IsLogging":false,\#(Self.empty)"TimeLoggingStarted":"","TimeLoggingStopped":""}"#
        )
        test.clock.advance(by: 0.417)
        #expect(await test.answer("StartLogging", #"{"Name":"audit"}"#) == "{}")
        #expect(
            await status() == #"{"IsLogging":true,"StartLoggingTime":1772359502.417,\#(Self.empty)"#
                + #""TimeLoggingStarted":"2026-03-01T10:05:02Z","TimeLoggingStopped":""}"#
        )
        test.clock.set(1_772_359_600)
        #expect(await test.answer("StopLogging", #"{"Name":"audit"}"#) == "{}")
        test.clock.set(1_772_359_700)
        #expect(await test.answer("StopLogging", #"{"Name":"audit"}"#) == "{}", "it is stopped already")
        #expect(
            await status() == #"{"IsLogging":false,"StartLoggingTime":1772359502.417,"StopLoggingTime":1772359600,"#
                + #"\#(Self.empty)"TimeLoggingStarted":"2026-03-01T10:05:02Z","#
                + #""TimeLoggingStopped":"2026-03-01T10:06:40Z"}"#
        )
        _ = await test.answer("StartLogging", #"{"Name":"audit"}"#)
        #expect(
            await status().contains(#""IsLogging":true,"StartLoggingTime":1772359700,"StopLoggingTime":1772359600"#))
    }

    @Test func startingAgainGivesANewTime() async throws {
        let test = TestService()
        _ = await test.answer("CreateTrail", #"{"Name":"audit","S3BucketName":"box"}"#)
        _ = await test.answer("StartLogging", #"{"Name":"audit"}"#)
        test.clock.advance(by: 10)
        _ = await test.answer("StartLogging", #"{"Name":"audit"}"#)
        #expect(test.trails.snapshot.all.first?.startLoggingTime == TestService.now + 10)
    }

    /// Answers with times that tell account and region.
    private struct FakeDeliveries: TrailDeliveryStatus {
        func facts(of trail: CairnTrails.Trail, account: String, region: String) -> TrailDeliveryFacts {
            guard region == "eu-west-1" else {
                return TrailDeliveryFacts(logFiles: .init(attemptTime: 1_772_359_700, error: "AccessDenied"))
            }
            return TrailDeliveryFacts(
                logFiles: .init(attemptTime: 1_772_359_600, successTime: 1_772_359_600),
                notifications: .init(attemptTime: 1_772_359_601, error: "NotFound"),
                cloudWatchLogs: .init(successTime: 1_772_359_602, error: "Denied"),
                digests: .init(successTime: 1_772_359_603, error: "NoSuchBucket")
            )
        }
    }

    @Test func deliveriesAreThoseOfTheRegion() async throws {
        var test = TestService(deliveryStatus: FakeDeliveries())
        _ = await test.answer("CreateTrail", #"{"Name":"audit","S3BucketName":"box","IsMultiRegionTrail":true}"#)
        let arn = "arn:aws:cloudtrail:eu-west-1:222233334444:trail/audit"
        #expect(
            await test.answer("GetTrailStatus", #"{"Name":"audit"}"#)
                == #"{"IsLogging":false,"LatestNotificationError":"NotFound","LatestDeliveryTime":1772359600,"#
                + #""LatestCloudWatchLogsDeliveryError":"Denied","LatestCloudWatchLogsDeliveryTime":1772359602,"#
                + #""LatestDigestDeliveryTime":1772359603,"LatestDigestDeliveryError":"NoSuchBucket","#
                + #""LatestDeliveryAttemptTime":"2026-03-01T10:06:40Z","#
                + #""LatestNotificationAttemptTime":"2026-03-01T10:06:41Z","LatestNotificationAttemptSucceeded":"","#
                + #""LatestDeliveryAttemptSucceeded":"2026-03-01T10:06:40Z","TimeLoggingStarted":"","#
                + #""TimeLoggingStopped":""}"#
        )
        test.context.region = "us-east-1"
        let there = await test.answer("GetTrailStatus", #"{"Name":"\#(arn)"}"#)
        #expect(there.contains(#""LatestDeliveryError":"AccessDenied""#))
        #expect(!there.contains(#""LatestDeliveryTime""#))
    }
}
