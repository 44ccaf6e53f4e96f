import CairnAPI
import CairnModel
import CairnStore

extension ScopedService {
    /// Returns management or Insights events of the last 90 days, newest first.
    ///
    /// A token names the last event of its page, and the next page holds what is older: events that arrive in
    /// between are neither repeated nor do they push others out.
    func lookupEvents(_ request: LookupEventsRequest) async throws(CloudTrailError) -> LookupEventsResponse {
        let question = try LookupQuestion(request, now: service.clock.now())
        let tokens = tokenCoder(for: request)
        let after = try position(of: request.nextToken, tokens)
        guard let times = question.times else { return LookupEventsResponse(events: []) }
        let page = try await lookup(
            HistoryQuery(
                account: context.account, region: context.region, category: question.category,
                filter: question.filter, start: times.lowerBound, end: times.upperBound, limit: question.pageSize,
                after: after
            )
        )
        return LookupEventsResponse(
            events: page.entries.compactMap { Event(record: $0.record) },
            nextToken: page.next.map(tokens.token(for:))
        )
    }

    private func tokenCoder(for request: LookupEventsRequest) -> PageTokenCoder {
        var parameters = request
        parameters.nextToken = nil
        return PageTokenCoder(
            key: service.configuration.tokenKey, operation: .lookupEvents, context: context,
            parameters: parameters.jsonText
        )
    }

    private func position(
        of token: String?, _ tokens: PageTokenCoder
    ) throws(CloudTrailError) -> HistoryPosition? {
        guard let token else { return nil }
        guard let position = tokens.position(of: token) else { throw PageTokenCoder.invalidToken }
        return position
    }

    private func lookup(_ query: HistoryQuery) async throws(CloudTrailError) -> HistoryPage {
        do {
            return try await service.history.lookup(query)
        } catch {
            throw service.internalFailure(error, during: .lookupEvents, context)
        }
    }
}
