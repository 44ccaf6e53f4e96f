import CairnAPI
import CairnLake
import CairnModel
import CairnStore
import Testing

@testable import CairnService

/// What cannot be shown from outside, as there are fewer sources than channels may be.
@Suite struct ChannelRulesTests {
    private typealias Channel = CairnLake.Channel

    private let rig: LakeRig

    init() throws { rig = try LakeRig() }

    private func channel(_ number: Int, source: String = "Custom") -> Channel {
        Channel(
            id: String(repeating: "0", count: 8) + "-0000-4000-8000-" + String(100_000_000_000 + number),
            name: "channel-\(number)", account: LakeRig.account, region: "us-east-1", source: source, storeIDs: [],
            createdTime: Double(number))
    }

    private var serviceLinked: Channel {
        var channel = channel(99, source: "CloudTrail")
        channel.name = "aws-service-channel/securitylake/slc"
        channel.serviceLink = Channel.ServiceLink(
            service: "securitylake", appliesToAllRegions: true, selectors: LakeRig.selectors("Management"))
        return channel
    }

    @Test func thereAreTwentyFiveChannelsInARegion() {
        var channels = ChannelSet()
        for number in 1...24 { channels[channel(number).id] = channel(number, source: "source-\(number)") }
        channels[serviceLinked.id] = serviceLinked
        #expect(throws: Never.self) { try channels.checkRoom(for: channel(25)) }
        channels[channel(25).id] = channel(25)
        #expect(throws: CloudTrailError(.channelMaxLimitExceeded, "")) {
            try channels.checkRoom(for: channel(26, source: "another"))
        }
    }

    @Test func channelsOfServicesAreShownAndLeftAlone() async throws {
        let (api, registry) = (rig.api(), try #require(rig.service.lake).channels.registry)
        try registry.change { $0[serviceLinked.id] = serviceLinked }
        #expect(
            try await api.listChannels(ListChannelsRequest()).channels
                == [CairnAPI.Channel(channelArn: serviceLinked.arn, name: serviceLinked.name)])
        let shown = try await api.getChannel(GetChannelRequest(channel: serviceLinked.id))
        #expect(shown.source == "CloudTrail")
        #expect(shown.sourceConfig?.applyToAllRegions == true)
        #expect(shown.sourceConfig?.advancedEventSelectors == LakeRig.selectors("Management"))
        #expect(shown.destinations == [Destination(type: .awsService, location: "securitylake")])
        await #expect(throws: CloudTrailError(.operationNotPermitted, "")) {
            try await api.updateChannel(UpdateChannelRequest(channel: serviceLinked.id, name: "mine"))
        }
        await #expect(throws: CloudTrailError(.operationNotPermitted, "")) {
            try await api.deleteChannel(DeleteChannelRequest(channel: serviceLinked.id))
        }
        let data = rig.service.scopedData(
            to: RequestContext(account: LakeRig.account, region: "us-east-1", requestID: "request"))
        await #expect(throws: CloudTrailError(.channelUnsupportedSchema, "")) {
            try await data.putAuditEvents(
                PutAuditEventsRequest(
                    auditEvents: [AuditEvent(eventData: "{}", id: "1")], channelArn: serviceLinked.arn))
        }
    }

    @Test func aStoreThatIsBeingDeletedGetsNoChannel() async throws {
        let store = try await rig.create {
            $0.advancedEventSelectors = LakeRig.selectors("ActivityAuditLog")
            $0.multiRegionEnabled = false
            $0.terminationProtectionEnabled = false
        }
        let arn = try #require(store.eventDataStoreArn)
        let request = CreateChannelRequest(
            name: "doors", source: "Custom", destinations: [Destination(type: .eventDataStore, location: arn)])
        // Whichever comes first, there is never a channel into a store that goes.
        async let made = try? rig.api().createChannel(request)
        async let deleted = try? rig.api().deleteEventDataStore(DeleteEventDataStoreRequest(eventDataStore: arn))
        let (channel, deletion) = (await made, await deleted)
        #expect((channel == nil) != (deletion == nil))
    }

    @Test func anEventHasTheSameIDWheneverItComes() {
        let event = AuditEvent(eventData: #"{"UID":"1"}"#, id: "a")
        let first = AuditEventRecord.eventID(of: event, in: channel(1))
        #expect(first == AuditEventRecord.eventID(of: event, in: channel(1)))
        #expect(first.isUUID)
        let others = [
            AuditEventRecord.eventID(of: event, in: channel(2)),
            AuditEventRecord.eventID(of: AuditEvent(eventData: event.eventData, id: "b"), in: channel(1)),
            AuditEventRecord.eventID(of: AuditEvent(eventData: #"{"UID":"2"}"#, id: "a"), in: channel(1)),
        ]
        #expect(Set(others + [first]).count == 4)
    }

    @Test func auditEventsAreCountedAgainstTheirRate() {
        #expect(RequestRates.aws.perSecond(.putAuditEvents) == 100)
        #expect(RequestRates.unlimited.perSecond(.putAuditEvents) == nil)
    }

    @Test(arguments: [
        ("0A1B2C3D-0000-4000-8000-00000000000A", true), ("arn:aws:cloudtrail:us-east-1:111122223333:channel/x", false),
        ("arn:aws:cloudtrail:us-east-1:1111:channel/0a1b2c3d-0000-4000-8000-00000000000a", false),
        ("arn:aws:cloudtrail:us-east-1:111122223333:trail/0a1b2c3d-0000-4000-8000-00000000000a", false),
        ("arn:aws:cloudtrail:us-east-1:111122223333:channel/0a1b2c3d-0000-4000-8000-00000000000A", true), ("", false),
    ])
    func channelsAreNamedByIDOrARN(text: String, isOne: Bool) {
        #expect((ChannelReference(text) != nil) == isOne)
    }
}
