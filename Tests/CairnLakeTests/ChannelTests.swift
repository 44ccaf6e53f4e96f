import CairnAPI
import CairnModel
import CairnStore
import Testing

@testable import CairnLake

@Suite struct ChannelTests {
    typealias Channel = CairnLake.Channel

    private static let selectors = [
        AdvancedEventSelector(fieldSelectors: [AdvancedFieldSelector(field: "eventCategory", equals: ["Management"])])
    ]

    static let channel = Channel(
        id: "0a1b2c3d-0000-4000-8000-00000000000a", name: "doors", account: "111122223333", region: "eu-west-1",
        source: "Custom", storeIDs: [TestEvents.storeID, TestEvents.otherStoreID],
        tags: [Tag(key: "a", value: "1"), Tag(key: "b")], createdTime: 1_772_359_200.5)

    static var serviceLinked: Channel {
        var channel = channel
        channel.storeIDs = []
        channel.serviceLink = Channel.ServiceLink(
            service: "securitylake", appliesToAllRegions: true, selectors: selectors)
        return channel
    }

    @Test(arguments: [channel, serviceLinked]) func aDocumentIsReadAsItWasWritten(channel: Channel) throws {
        #expect(try Channel(document: try JSON(parsing: channel.document.description)) == channel)
        #expect(channel.arn == "arn:aws:cloudtrail:eu-west-1:111122223333:channel/\(channel.id)")
    }

    @Test func documentsOfANewerVersionAreNotGuessedAt() {
        func document(_ version: Int, _ kind: (JSON) throws -> Void) -> StoreError.Code? {
            do { try kind(["version": .integer(version)]) } catch { return (error as? StoreError)?.code }
            return nil
        }
        #expect(document(2) { _ = try Channel(document: $0) } == .database)
        #expect(document(1) { _ = try Channel(document: $0) } == .damaged)
        #expect(document(2) { _ = try ResourcePolicy(document: $0) } == .database)
        #expect(document(1) { _ = try ResourcePolicy(document: $0) } == .damaged)
        #expect(document(2) { _ = try ChannelIngestion(document: $0) } == .database)
        #expect(document(1) { _ = try ChannelIngestion(document: $0) } == .damaged)
    }

    @Test func policiesAndIngestionsAreKept() throws {
        let policy = ResourcePolicy(of: Self.channel, text: #"{"Version":"2012-10-17"}"#, createdTime: 7)
        #expect(policy.id == Self.channel.arn)
        #expect(try ResourcePolicy(document: try JSON(parsing: policy.document.description)) == policy)
        var ingestion = ChannelIngestion(Self.channel, attemptTime: 8, attemptEventID: TestEvents.id(1))
        #expect(try ChannelIngestion(document: ingestion.document) == ingestion)
        ingestion.successTime = 9.25
        ingestion.successEventID = TestEvents.id(2)
        ingestion.errorCode = "InvalidData"
        #expect(try ChannelIngestion(document: ingestion.document) == ingestion)
    }

    @Test func whatCameThroughIsStoredWithTheUpkeep() throws {
        let database = try StateDatabase.inMemory()
        func channels() throws -> LakeChannels {
            LakeChannels(
                registry: try ChannelRegistry(database: database),
                ingestions: try LakeRegistry<ChannelIngestion>(database: database),
                stores: LakeStores(folder: "/nowhere", registry: EventDataStoreRegistry()))
        }
        let first = try channels()
        try first.registry.change { $0[Self.channel.id] = Self.channel }
        var ingestion = ChannelIngestion(Self.channel, attemptTime: 8, attemptEventID: TestEvents.id(1))
        ingestion.errorCode = "InvalidData"
        first.note(ingestion)
        ingestion.errorCode = nil
        ingestion.successTime = 9
        ingestion.attemptTime = 9
        first.note(ingestion)
        #expect(try channels().ingestion(of: Self.channel.id) == nil)
        try first.keepUp()
        let kept = try #require(try channels().ingestion(of: Self.channel.id))
        #expect(kept.attemptTime == 9 && kept.successTime == 9 && kept.errorCode == "InvalidData")
        try first.registry.change { $0[Self.channel.id] = nil }
        try first.keepUp()
        #expect(try channels().ingestion(of: Self.channel.id) == nil)
    }

    @Test func resourcesAreFoundAndTaggedByTheirARNs() throws {
        let registry = ChannelRegistry()
        try registry.change { $0[Self.channel.id] = Self.channel }
        let holder: any LakeResourceHolder = registry
        #expect(holder.resource(Self.channel.arn)?.tags == Self.channel.tags)
        #expect(holder.resource(Self.channel.arn + "x") == nil)
        #expect(try holder.changeTags(of: Self.channel.arn) { _ in [Tag(key: "c")] })
        #expect(try holder.changeTags(of: "arn:other") { $0 } == false)
        #expect(registry.snapshot[Self.channel.id]?.tags == [Tag(key: "c")])
    }
}
