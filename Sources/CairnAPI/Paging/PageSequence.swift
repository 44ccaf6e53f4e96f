/// The pages of an operation, each fetched when it is asked for.
///
///     for try await page in api.pages(of: LookupEventsRequest(maxResults: 50)) { print(page.items.count) }
///
/// Each iterator begins at the request's own page; what was fetched is not kept.
public struct PageSequence<Request: PaginatedRequest>: AsyncSequence, Sendable {
    public typealias Element = Request.Response
    public typealias Failure = CloudTrailError

    private let api: any CloudTrailAPI
    private let request: Request

    init(api: any CloudTrailAPI, request: Request) {
        self.api = api
        self.request = request
    }

    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(api: api, request: request) }

    public struct AsyncIterator: AsyncIteratorProtocol {
        private let api: any CloudTrailAPI
        private var request: Request?

        init(api: any CloudTrailAPI, request: Request) {
            self.api = api
            self.request = request
        }

        /// Fetches the next page; `nil` behind the last.
        /// - Throws: ``CloudTrailError`` of the operation, or with `malformedAnswer` if the service gives the token again
        ///   that it was sent: going on would never end, and stopping would pass a part for the whole. A sequence that
        ///   has thrown is over.
        public mutating func next() async throws(CloudTrailError) -> Request.Response? {
            guard var current = request else { return nil }
            request = nil
            let page = try await current.perform(on: api)
            guard let token = page.nextToken, !token.isEmpty else { return page }
            guard token != current.nextToken else {
                throw CloudTrailError(.malformedAnswer, "\(Request.operation.name) gave the same page token again.")
            }
            current.nextToken = token
            request = current
            return page
        }
    }
}
