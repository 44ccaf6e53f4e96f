import CairnAPI
import CairnService
import CairnTrails
import Synchronization
import Testing

/// What ListInsightsMetricData makes of what was counted.
@Suite struct InsightMetricDataTests {
    private static let now = Int64(TestService.now)
    /// The last full hour.
    private static let hour = now / 3600 * 3600

    private func request(
        _ change: (inout ListInsightsMetricDataRequest) -> Void = { _ in }
    ) -> ListInsightsMetricDataRequest {
        var request = ListInsightsMetricDataRequest(
            eventSource: "ec2.amazonaws.com", eventName: "RunInstances", insightType: .apiCallRateInsight)
        change(&request)
        return request
    }

    private func ask(
        _ metrics: FakeMetrics, _ change: (inout ListInsightsMetricDataRequest) -> Void = { _ in }
    ) async throws -> ListInsightsMetricDataResponse {
        try await TestService(insightMetrics: metrics).api().listInsightsMetricData(request(change))
    }

    private func code(_ change: (inout ListInsightsMetricDataRequest) -> Void) async -> CloudTrailError.Code? {
        do {
            _ = try await ask(FakeMetrics(), change)
            return nil
        } catch {
            return (error as? CloudTrailError)?.code
        }
    }

    private static func time(_ seconds: Int64) -> Timestamp { Timestamp(epochSeconds: Double(seconds)) }

    @Test func valuesAreCallsAMinute() async throws {
        let metrics = FakeMetrics([Self.hour - 3600: 120])
        let answer = try await ask(metrics)
        #expect(answer.timestamps == [Self.time(Self.hour - 3600)])
        #expect(answer.values == [2])
        #expect(answer.trailARN == nil)
        #expect(answer.errorCode == nil)
        let asked = try #require(metrics.asked.first)
        #expect(asked.period == 3600)
        #expect(!asked.isData)
        #expect(asked.times.upperBound - asked.times.lowerBound <= 90 * 86_400 + 3600)
    }

    @Test(arguments: [(60, 15), (300, 63), (3600, 90)] as [(Int32, Int64)])
    func pointsOfAPeriodAreThereForSomeDays(_ period: Int32, _ days: Int64) async throws {
        let metrics = FakeMetrics()
        _ = try await ask(metrics) { request in
            request.period = period
            request.startTime = Self.time(0)
        }
        let first = try #require(metrics.asked.first).times.lowerBound
        #expect(first >= Self.now - days * 86_400)
        #expect(first < Self.now - days * 86_400 + Int64(period))
        #expect(first % Int64(period) == 0)
    }

    @Test func theEndIsExclusive() async throws {
        let metrics = FakeMetrics([Self.hour - 120: 1, Self.hour - 60: 2, Self.hour: 3])
        let answer = try await ask(metrics) { request in
            request.period = 60
            request.startTime = Self.time(Self.hour - 120)
            request.endTime = Self.time(Self.hour)
        }
        #expect(answer.values == [1, 2])
    }

    @Test func zerosAreFilledIn() async throws {
        let answer = try await ask(FakeMetrics([Self.hour - 120: 5])) { request in
            request.period = 60
            request.dataType = .fillWithZeros
            request.startTime = Self.time(Self.hour - 180)
            request.endTime = Self.time(Self.hour)
        }
        #expect(answer.values == [0, 5, 0])
        #expect(answer.timestamps?.count == 3)
    }

    @Test func pagesGoOnWhereTheLastEnded() async throws {
        let metrics = FakeMetrics([Self.hour - 180: 1, Self.hour - 120: 2, Self.hour - 60: 3])
        let service = TestService(insightMetrics: metrics)
        var request = request { request in
            request.period = 60
            request.maxResults = 2
            request.startTime = Self.time(Self.hour - 180)
            request.endTime = Self.time(Self.hour)
        }
        let first = try await service.api().listInsightsMetricData(request)
        #expect(first.values == [1, 2])
        request.nextToken = try #require(first.nextToken)
        let second = try await service.api().listInsightsMetricData(request)
        #expect(second.values == [3])
        #expect(second.nextToken == nil)
        request.maxResults = 3
        await #expect(throws: CloudTrailError(.invalidParameter, "")) {
            try await service.api().listInsightsMetricData(request)
        }
    }

    @Test func errorsNeedTheirCode() async throws {
        let isError = { (request: inout ListInsightsMetricDataRequest) in request.insightType = .apiErrorRateInsight }
        #expect(await code(isError) == .invalidParameter)
        let metrics = FakeMetrics()
        let answer = try await ask(metrics) { request in
            isError(&request)
            request.errorCode = "AccessDenied"
        }
        #expect(answer.errorCode == "AccessDenied")
        #expect(metrics.asked.first?.errorCode == "AccessDenied")
    }

    @Test func whatIsWrongIsRefused() async {
        #expect(await code { $0.period = 120 } == .invalidParameter)
        #expect(await code { $0.nextToken = "x" } == .invalidParameter)
        #expect(await code { ($0.startTime, $0.endTime) = (Self.time(20), Self.time(10)) } == .invalidParameter)
        #expect(await code { $0.trailName = "nobody" } == .invalidParameter)
        #expect(await code { $0.trailName = "a" } == .invalidTrailName)
        #expect(await code { $0.trailName = "arn:aws:cloudtrail:x" } == .invalidTrailName)
    }

    @Test func aTrailStandsForDataEvents() async throws {
        let trail = Trail(
            name: "audit", homeRegion: "eu-west-1", account: "222233334444", s3BucketName: "box", createdTime: 0)
        let trails = TrailRegistry()
        try trails.change { trails throws(CloudTrailError) in trails[trail.key] = trail }
        let metrics = FakeMetrics()
        var request = request()
        request.trailName = "audit"
        let service = TestService(trails: trails, insightMetrics: metrics)
        let answer = try await service.api().listInsightsMetricData(request)
        #expect(answer.trailARN == trail.arn)
        #expect(metrics.asked.first?.isData == true)
    }
}

/// Calls by the beginning of their period; remembers what it was asked.
final class FakeMetrics: InsightMetrics {
    private let calls: [Int64: UInt64]
    private let questions = Mutex<[InsightMetricQuestion]>([])

    init(_ calls: [Int64: UInt64] = [:]) { self.calls = calls }

    var asked: [InsightMetricQuestion] { questions.withLock { $0 } }

    func values(_ question: InsightMetricQuestion) -> [InsightMetricValue] {
        questions.withLock { $0.append(question) }
        return calls.filter { question.times.contains($0.key) }.sorted { $0.key < $1.key }
            .map { InsightMetricValue(time: $0.key, calls: $0.value) }
    }
}
