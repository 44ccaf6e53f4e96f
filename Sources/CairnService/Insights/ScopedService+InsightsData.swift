import CairnAPI
import CairnModel
import CairnStore
import CairnTrails

extension ScopedService {
    /// Returns the Insights events of a trail in this region, newest first.
    ///
    /// Source: CloudTrail API Reference, ListInsightsData.
    func listInsightsData(
        _ request: ListInsightsDataRequest
    ) async throws(CloudTrailError) -> ListInsightsDataResponse {
        let trail = try await insightsTrail(request.insightSource)
        let times = try insightTimes(request)
        let tokens = insightTokens(request)
        var query = HistoryQuery(
            account: context.account, region: context.region, category: .insight,
            filter: Self.filter(request.dimensions), limit: request.maxResults.map(Int.init) ?? 50,
            after: try request.nextToken.map { token throws(CloudTrailError) in
                guard let position = tokens.position(of: token) else {
                    throw CloudTrailError(.invalidParameter, PageTokenCoder.invalidToken.message)
                }
                return position
            })
        guard let times else { return ListInsightsDataResponse(events: []) }
        (query.start, query.end) = (times.lowerBound, times.upperBound)
        let page = try await insights(of: trail, query)
        return ListInsightsDataResponse(
            events: page.entries.compactMap { Event(record: $0.record) }, nextToken: page.next.map(tokens.token(for:)))
    }

    private func insightsTrail(_ source: String) async throws(CloudTrailError) -> Trail {
        do throws(CloudTrailError) {
            let trail = try await readTrail(source)
            guard trail.account == context.account else {
                throw CloudTrailError(
                    .operationNotPermitted,
                    "Only the management account and delegated administrators list the Insights of \(trail.arn).")
            }
            return trail
        } catch {
            if error.code == .operationNotPermitted { throw error }
            throw CloudTrailError(.invalidParameter, error.message)
        }
    }

    private func insightTimes(_ request: ListInsightsDataRequest) throws(CloudTrailError) -> ClosedRange<Double>? {
        let (start, end) = (request.startTime?.epochSeconds, request.endTime?.epochSeconds)
        if let start, let end, start > end {
            throw CloudTrailError(.invalidParameter, "StartTime must not be after EndTime.")
        }
        let now = service.clock.now()
        let first = max(start ?? 0, now - LookupQuestion.historySeconds)
        let last = end ?? now
        return first <= last ? first...last : nil
    }

    private static func filter(_ dimensions: [ListInsightsDataDimensionKey: String]?) -> HistoryQuery.Filter? {
        guard let (key, value) = dimensions?.first,
            let attribute = CairnStore.LookupAttribute(name: key.rawValue)
        else { return nil }
        return HistoryQuery.Filter(attribute, value)
    }

    /// A page of what the trail's selectors want; its last entry is where the next begins.
    private func insights(
        of trail: Trail, _ query: HistoryQuery
    ) async throws(CloudTrailError) -> (entries: [HistoryPage.Entry], next: HistoryPosition?) {
        var found: [HistoryPage.Entry] = []
        var query = query
        while true {
            let page = try await insightPage(query)
            for entry in page.entries where trail.wantsInsight(entry.record) {
                guard found.count < query.limit else { return (found, found.last?.position) }
                found.append(entry)
            }
            guard let next = page.next else { return (found, nil) }
            query.after = next
        }
    }

    private func insightPage(_ query: HistoryQuery) async throws(CloudTrailError) -> HistoryPage {
        do {
            return try await service.history.lookup(query)
        } catch {
            throw service.internalFailure(error, during: .listInsightsData, context)
        }
    }

    private func insightTokens(_ request: ListInsightsDataRequest) -> PageTokenCoder {
        var parameters = request
        parameters.nextToken = nil
        return PageTokenCoder(
            key: service.configuration.tokenKey, operation: .listInsightsData, context: context,
            parameters: parameters.jsonText)
    }
}

extension Trail {
    /// Whether one of the trail's Insights selectors is for an Insights event.
    fileprivate func wantsInsight(_ record: [UInt8]) -> Bool {
        guard let view = RecordView(scanning: record) else { return false }
        let type = view.insight.insightType.string(in: record)
        let details = view.insightDetails.json(in: record)
        let category = details?["sourceEventCategory"]?.stringValue ?? SourceEventCategory.management.rawValue
        return insightSelectors.contains { selector in
            selector.insightType?.rawValue == type
                && selector.watchedCategories.contains { $0.rawValue == category }
        }
    }
}
