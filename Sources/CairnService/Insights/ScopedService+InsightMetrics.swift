import CairnAPI
import CairnModel
import CairnTrails

extension ScopedService {
    /// Returns how many calls, or errors, of an operation there were a minute, averaged over each period.
    ///
    /// Source: CloudTrail API Reference, ListInsightsMetricData.
    func listInsightsMetricData(
        _ request: ListInsightsMetricDataRequest
    ) async throws(CloudTrailError) -> ListInsightsMetricDataResponse {
        let question = try MetricDataQuestion(request, now: service.clock.now())
        let trail = try await metricTrail(request.trailName)
        let tokens = metricTokens(request)
        let first = try firstTime(of: request.nextToken, tokens)
        let start = min(max(question.times.lowerBound, first ?? .min), question.times.upperBound)
        let times = start..<question.times.upperBound
        let points = try await points(of: request, question, times, isData: trail != nil)
        let page = points.prefix(question.pageSize)
        let next = points.count > page.count ? points[page.count].time : nil
        return ListInsightsMetricDataResponse(
            trailARN: trail?.arn, eventSource: request.eventSource, eventName: request.eventName,
            insightType: request.insightType, errorCode: question.errorCode,
            timestamps: page.map { Timestamp(epochSeconds: Double($0.time)) },
            values: page.map { Double($0.calls) * 60 / Double(question.period) },
            nextToken: next.map { tokens.token(for: ListPlace([String($0)])) })
    }

    private func firstTime(of token: String?, _ tokens: ListTokenCoder) throws(CloudTrailError) -> Int64? {
        guard let token else { return nil }
        do throws(CloudTrailError) {
            if let time = Int64(try tokens.place(of: token).texts[0]) { return time }
        } catch {}
        // The operation has no error of its own for tokens.
        throw CloudTrailError(.invalidParameter, PageTokenCoder.invalidToken.message)
    }

    /// The points of a range, zeros and all if they are wanted, one more than a page has.
    private func points(
        of request: ListInsightsMetricDataRequest, _ question: MetricDataQuestion, _ times: Range<Int64>, isData: Bool
    ) async throws(CloudTrailError) -> [InsightMetricValue] {
        guard !times.isEmpty else { return [] }
        var values: [InsightMetricValue]
        do {
            values = try await service.insightMetrics.values(
                InsightMetricQuestion(
                    account: context.account, region: context.region, isData: isData,
                    eventSource: request.eventSource, eventName: request.eventName, errorCode: question.errorCode,
                    times: times, period: question.period))
        } catch {
            throw service.internalFailure(error, during: .listInsightsMetricData, context)
        }
        guard question.fillsWithZeros else { return values }
        let calls = Dictionary(values.map { ($0.time, $0.calls) }) { $0 + $1 }
        values = stride(from: times.lowerBound, to: times.upperBound, by: Int(question.period))
            .prefix(question.pageSize + 1).map { InsightMetricValue(time: $0, calls: calls[$0] ?? 0) }
        return values
    }

    /// The trail of which data events are asked for; `nil` for management events, which need none.
    private func metricTrail(_ name: String?) async throws(CloudTrailError) -> Trail? {
        guard let name else { return nil }
        do throws(CloudTrailError) {
            return try await readTrail(name)
        } catch {
            // The operation has no errors of its own for ARNs and for trails that are not there.
            if error.code == .cloudTrailARNInvalid { throw CloudTrailError(.invalidTrailName, error.message) }
            if error.code == .trailNotFound { throw CloudTrailError(.invalidParameter, error.message) }
            throw error
        }
    }

    private func metricTokens(_ request: ListInsightsMetricDataRequest) -> ListTokenCoder {
        var parameters = request
        parameters.nextToken = nil
        return ListTokenCoder(
            service: service, operation: .listInsightsMetricData, context: context, parameters: parameters.jsonText)
    }
}
