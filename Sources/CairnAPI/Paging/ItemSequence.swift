/// What the pages of an operation list, one after the other; pages are fetched as they are needed.
///
///     for try await event in api.items(of: LookupEventsRequest()) { print(event.eventName ?? "") }
public struct ItemSequence<Request: PaginatedRequest>: AsyncSequence, Sendable {
    public typealias Element = Request.Response.Item
    public typealias Failure = CloudTrailError

    private let pages: PageSequence<Request>

    init(pages: PageSequence<Request>) { self.pages = pages }

    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(pages: pages.makeAsyncIterator()) }

    public struct AsyncIterator: AsyncIteratorProtocol {
        private var pages: PageSequence<Request>.AsyncIterator
        private var items: [Element] = []
        private var position = 0

        init(pages: PageSequence<Request>.AsyncIterator) { self.pages = pages }

        /// Returns the next item; `nil` behind the last. See ``PageSequence/AsyncIterator/next()``.
        public mutating func next() async throws(CloudTrailError) -> Element? {
            while position == items.count {
                guard let page = try await pages.next() else { return nil }
                items = page.items
                position = 0
            }
            position += 1
            return items[position - 1]
        }
    }
}

extension CloudTrailAPI {
    /// The pages of an operation's answer, from the page that the request asks for.
    public func pages<Request: PaginatedRequest>(of request: Request) -> PageSequence<Request> {
        PageSequence(api: self, request: request)
    }

    /// What all pages of an operation's answer list.
    public func items<Request: PaginatedRequest>(of request: Request) -> ItemSequence<Request> {
        ItemSequence(pages: pages(of: request))
    }
}
