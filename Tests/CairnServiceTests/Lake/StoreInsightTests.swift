import CairnAPI
import CairnLake
import Testing

@testable import CairnService

/// Insights selectors of event data stores.
@Suite struct StoreInsightTests {
    private let rig: LakeRig

    init() throws { rig = try LakeRig() }

    private func stores() async throws -> (source: String, destination: String) {
        let source = try await rig.create("source")
        let destination = try await rig.create("insights") { $0.advancedEventSelectors = LakeRig.selectors("Insight") }
        return (try #require(source.eventDataStoreArn), try #require(destination.eventDataStoreArn))
    }

    private func put(
        _ source: String?, _ destination: String?, _ types: [InsightType] = [.apiCallRateInsight],
        categories: [SourceEventCategory]? = nil
    ) async throws -> PutInsightSelectorsResponse {
        try await rig.api().putInsightSelectors(
            PutInsightSelectorsRequest(
                insightSelectors: types.map { InsightSelector(insightType: $0, eventCategories: categories) },
                eventDataStore: source, insightsDestination: destination))
    }

    private func get(_ store: String) async throws -> GetInsightSelectorsResponse {
        try await rig.api().getInsightSelectors(GetInsightSelectorsRequest(eventDataStore: store))
    }

    @Test func selectorsArePutAndGot() async throws {
        let (source, destination) = try await stores()
        #expect(await code { _ = try await get(source) } == .insightNotEnabled)
        let answer = try await put(source, destination, [.apiErrorRateInsight, .apiCallRateInsight])
        #expect(answer.trailARN == nil)
        #expect(answer.eventDataStoreArn == source)
        #expect(answer.insightsDestination == destination)
        let byID = try await get(String(try #require(source.split(separator: "/").last)))
        #expect(byID.insightSelectors?.map(\.insightType) == [.apiErrorRateInsight, .apiCallRateInsight])
        #expect(byID.insightsDestination == destination)
        _ = try await put(source, destination, [])
        #expect(await code { _ = try await get(source) } == .insightNotEnabled)
    }

    @Test func bothStoresAreNamedTogetherAndNoTrail() async throws {
        let (source, destination) = try await stores()
        #expect(await code { _ = try await put(source, nil) } == .invalidParameter)
        #expect(await code { _ = try await put(nil, destination) } == .invalidParameter)
        let withTrail = await code {
            _ = try await rig.api().putInsightSelectors(
                PutInsightSelectorsRequest(
                    trailName: "audit", insightSelectors: [], eventDataStore: source, insightsDestination: destination))
        }
        #expect(withTrail == .invalidParameterCombination)
        let both = await code {
            _ = try await rig.api().getInsightSelectors(
                GetInsightSelectorsRequest(trailName: "audit", eventDataStore: source))
        }
        #expect(both == .invalidParameterCombination)
    }

    @Test func storesThatAreNotThereAreInvalid() async throws {
        let (source, destination) = try await stores()
        let nobody = "11111111-2222-4333-8444-555555555555"
        #expect(await code { _ = try await put(nobody, destination) } == .invalidParameter)
        #expect(await code { _ = try await put(source, nobody) } == .invalidInsightSelectors)
        #expect(await code { _ = try await get(nobody) } == .invalidParameter)
        let elsewhere = await code {
            _ = try await rig.api(region: "eu-west-1").putInsightSelectors(
                PutInsightSelectorsRequest(
                    insightSelectors: [InsightSelector(insightType: .apiCallRateInsight)], eventDataStore: source,
                    insightsDestination: destination))
        }
        #expect(elsewhere == .invalidHomeRegion)
    }

    @Test func onlyAStoreOfInsightsTakesThem() async throws {
        let (source, destination) = try await stores()
        #expect(await code { _ = try await put(source, source) } == .invalidInsightSelectors)
        #expect(await code { _ = try await put(destination, destination) } == .invalidInsightSelectors)
    }

    @Test func dataEventsAreForTrails() async throws {
        let (source, destination) = try await stores()
        let refused = await code { _ = try await put(source, destination, categories: [.management, .data]) }
        #expect(refused == .invalidInsightSelectors)
        #expect(await code { _ = try await put(source, destination, categories: [.management]) } == nil)
    }

    @Test func whatIsWatchedMustBeLogged() async throws {
        let (_, destination) = try await stores()
        let reads = try await rig.create("reads") { request in
            request.advancedEventSelectors = LakeRig.selectors("Management")
            request.advancedEventSelectors?[0].fieldSelectors.append(
                AdvancedFieldSelector(field: "readOnly", equals: ["true"]))
        }
        let arn = try #require(reads.eventDataStoreArn)
        #expect(await code { _ = try await put(arn, destination) } == .invalidInsightSelectors)
        #expect(await code { _ = try await put(arn, destination, [.apiErrorRateInsight]) } == nil)
    }

    @Test func selectorsStayFitForInsights() async throws {
        let (source, destination) = try await stores()
        _ = try await put(source, destination)
        let update = UpdateEventDataStoreRequest(
            eventDataStore: source,
            advancedEventSelectors: LakeRig.selectors("NetworkActivity").map { selector in
                var selector = selector
                selector.fieldSelectors.append(
                    AdvancedFieldSelector(field: "eventSource", equals: ["ec2.amazonaws.com"]))
                return selector
            })
        #expect(await code { _ = try await rig.api().updateEventDataStore(update) } == .invalidInsightSelectors)
        _ = try await put(source, destination, [])
        #expect(await code { _ = try await rig.api().updateEventDataStore(update) } == nil)
    }

    @Test func aDeletedDestinationTakesNothing() async throws {
        let (source, destination) = try await stores()
        _ = try await rig.api().updateEventDataStore(
            UpdateEventDataStoreRequest(eventDataStore: destination, terminationProtectionEnabled: false))
        _ = try await rig.api().deleteEventDataStore(DeleteEventDataStoreRequest(eventDataStore: destination))
        #expect(await code { _ = try await put(source, destination) } == .invalidInsightSelectors)
    }
}
