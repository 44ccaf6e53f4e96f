import CairnAPI
import CairnLake
import CairnModel
import CairnSQL

/// Statements for those who do not write them themselves.
extension ScopedService {
    /// Writes a statement for a question in English, and keeps it under an alias that StartQuery takes.
    ///
    /// Source: CloudTrail API Reference, GenerateQuery; User Guide, "Create CloudTrail Lake queries from natural
    /// language prompts".
    func generateQuery(_ request: GenerateQueryRequest) async throws(CloudTrailError) -> GenerateQueryResponse {
        let lake = try lake
        guard let name = request.eventDataStores.first, request.eventDataStores.count == 1 else {
            throw EventDataStoreErrors.parameter("EventDataStores must have one event data store.")
        }
        let store = try await readActiveStore(name, for: .generateQuery)
        guard store.kind == .cloudTrailEvents else {
            throw EventDataStoreErrors.parameter(
                "Queries are generated for event data stores of CloudTrail events; \(store.arn) has others.")
        }
        let now = service.clock.now()
        let statement = try Self.statement(for: request.prompt, store, lake.statements, now)
        let alias = "AWSCloudTrail-" + EventDataStoreRules.newID()
        try lake.aliases.register(
            alias: alias, statement: statement, store: store.id, prompt: request.prompt, account: context.account,
            region: context.region, at: now)
        return GenerateQueryResponse(
            queryStatement: statement, queryAlias: alias,
            eventDataStoreOwnerAccountId: store.account == context.account ? nil : store.account)
    }

    private static func statement(
        for prompt: String, _ store: EventDataStore, _ reader: any StatementReader, _ now: Double
    ) throws(CloudTrailError) -> String {
        do {
            let statement = try PromptQuery(
                store: store.id, now: now, hasContext: store.schema.columns.contains { $0.name == "eventContext" }
            ).statement(for: prompt)
            _ = try reader.read(statement, parameters: []) { _ in (store.id, store.schema) }
            return statement
        } catch let refusal as PromptQuery.Refusal {
            throw CloudTrailError(.generateResponse, refusal.message)
        } catch {
            throw CloudTrailError(.generateResponse, "No query could be made of the prompt.")
        }
    }

    /// Finds queries of the catalogue for a phrase, the best first.
    ///
    /// Source: CloudTrail API Reference, SearchSampleQueries.
    func searchSampleQueries(
        _ request: SearchSampleQueriesRequest
    ) async throws(CloudTrailError) -> SearchSampleQueriesResponse {
        let tokens = ListTokenCoder(
            service: service, operation: .searchSampleQueries, context: context,
            parameters: Array(request.searchPhrase.utf8))
        var first = 0
        if let token = request.nextToken {
            guard let text = try? tokens.place(of: token).texts.first, let place = Int(text), place > 0 else {
                throw EventDataStoreErrors.parameter("The NextToken is not one of this search.")
            }
            first = place
        }
        let matches = SampleCatalog.search(request.searchPhrase, limit: .max)
        let page = matches.dropFirst(first).prefix(request.maxResults.map(Int.init) ?? 10)
        let hasMore = page.endIndex < matches.endIndex
        return SearchSampleQueriesResponse(
            searchResults: page.map { match in
                SearchSampleQueriesSearchResult(
                    name: match.query.name, description: match.query.description, sql: match.query.sql,
                    relevance: match.relevance)
            }, nextToken: hasMore && !page.isEmpty ? tokens.token(for: ListPlace([String(page.endIndex)])) : nil)
    }
}
