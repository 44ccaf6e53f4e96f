import CairnAPI
import CairnLake
import CairnModel
import CairnStore

/// Channels: the way in for events from outside of AWS.
///
/// Source: CloudTrail API Reference, CreateChannel and its family.
extension ScopedService {
    /// Creates a channel. Nothing is stored unless every check passes: source, destinations, tags, quota, uniqueness.
    func createChannel(_ request: CreateChannelRequest) async throws(CloudTrailError) -> CreateChannelResponse {
        try ChannelSource.check(request.source)
        let stores = try await destinationStores(request.destinations)
        let channel = Channel(
            id: EventDataStoreRules.newID(), name: request.name, account: context.account, region: context.region,
            partition: context.partition, source: request.source, storeIDs: stores.map(\.id),
            tags: try TagRules.adding(request.tags ?? [], to: []), createdTime: service.clock.now()
        )
        try changeChannels(into: stores) { channels throws(CloudTrailError) in
            try channels.checkRoom(for: channel)
            channels[channel.id] = channel
        }
        return CreateChannelResponse(
            channelArn: channel.arn, name: channel.name, source: channel.source,
            destinations: try shownDestinations(of: channel), tags: channel.tags
        )
    }

    /// Returns a channel with the latest that came through it.
    func getChannel(_ request: GetChannelRequest) async throws(CloudTrailError) -> GetChannelResponse {
        let channel = try channel(request.channel)
        return GetChannelResponse(
            channelArn: channel.arn, name: channel.name, source: channel.source,
            sourceConfig: channel.shownSourceConfig, destinations: try shownDestinations(of: channel),
            ingestionStatus: try lake.channels.ingestion(of: channel.id)?.shown
        )
    }

    /// Returns the channels of the account in the region, by name.
    func listChannels(_ request: ListChannelsRequest) async throws(CloudTrailError) -> ListChannelsResponse {
        var parameters = request
        parameters.nextToken = nil
        let tokens = ListTokenCoder(
            service: service, operation: .listChannels, context: context, parameters: parameters.jsonText
        )
        let last = try request.nextToken.map { token throws(CloudTrailError) in try tokens.place(of: token) }
        let channels = try lake.channels.registry.snapshot.entries(account: context.account, region: context.region)
            .filter { $0.partition == context.partition }.sorted { $0.place.precedes($1.place) }
        let rest = channels.filter { channel in last.map { $0.precedes(channel.place) } ?? true }
        let page = rest.prefix(request.maxResults.map(Int.init) ?? 1000)
        return ListChannelsResponse(
            channels: page.map { CairnAPI.Channel(channelArn: $0.arn, name: $0.name) },
            nextToken: page.count < rest.count ? page.last.map { tokens.token(for: $0.place) } : nil
        )
    }

    /// Changes the name or the destinations, which are replaced as a whole; the source stays.
    func updateChannel(_ request: UpdateChannelRequest) async throws(CloudTrailError) -> UpdateChannelResponse {
        let id = try changeableChannel(request.channel).id
        guard request.name != nil || request.destinations != nil else {
            throw ChannelErrors.parameter("The request names neither Name nor Destinations to change.")
        }
        var stores: [EventDataStore]?
        if let destinations = request.destinations { stores = try await destinationStores(destinations) }
        let storeIDs = stores?.map(\.id)
        let changed = try changeChannels(into: stores ?? []) { channels throws(CloudTrailError) in
            guard var channel = channels[id] else { throw ChannelErrors.notFound(request.channel) }
            channel.name = request.name ?? channel.name
            channel.storeIDs = storeIDs ?? channel.storeIDs
            try channels.checkName(of: channel)
            channels[id] = channel
            return channel
        }
        return UpdateChannelResponse(
            channelArn: changed.arn, name: changed.name, source: changed.source,
            destinations: try shownDestinations(of: changed)
        )
    }

    /// Removes a channel with its policy. What came through it stays in the stores.
    func deleteChannel(_ request: DeleteChannelRequest) async throws(CloudTrailError) -> DeleteChannelResponse {
        let lake = try lake
        let channel = try changeableChannel(request.channel)
        try lake.channels.registry.change { channels throws(CloudTrailError) in
            guard channels[channel.id] != nil else { throw ChannelErrors.notFound(request.channel) }
            channels[channel.id] = nil
        }
        try lake.policies.remove(channel.arn)
        return DeleteChannelResponse()
    }
}

extension ScopedService {
    /// - Throws: ``CloudTrailError`` with `channelARNInvalid` or `channelNotFound`.
    private func channel(_ text: String) throws(CloudTrailError) -> Channel {
        guard let reference = ChannelReference(text) else { throw ChannelErrors.invalidARN(text) }
        let channel = try lake.channels.registry.snapshot[reference.id]
        guard let channel, channel.account == context.account, channel.region == context.region,
            reference.names(channel, for: context)
        else { throw ChannelErrors.notFound(text) }
        return channel
    }

    private func changeableChannel(_ text: String) throws(CloudTrailError) -> Channel {
        let channel = try channel(text)
        guard channel.serviceLink == nil else { throw ChannelErrors.belongsToService(channel) }
        return channel
    }

    private func shownDestinations(of channel: Channel) throws(CloudTrailError) -> [Destination] {
        channel.destinations(in: try lake.registry.snapshot)
    }

    /// The stores that destinations name.
    /// - Throws: ``CloudTrailError`` with `invalidParameter`, `eventDataStoreARNInvalid`, `eventDataStoreNotFound`,
    ///   `inactiveEventDataStore` or `invalidEventDataStoreCategory`.
    private func destinationStores(_ destinations: [Destination]) async throws(CloudTrailError) -> [EventDataStore] {
        var stores: [EventDataStore] = []
        for destination in destinations {
            guard destination.type == .eventDataStore else {
                throw ChannelErrors.parameter(
                    "A destination of a channel is of the type EVENT_DATA_STORE, not "
                        + "\(CloudTrailError.excerpt(destination.type.rawValue))."
                )
            }
            let store = try await readActiveStore(destination.location)
            try Self.checkCategory(of: store)
            guard !stores.contains(where: { $0.id == store.id }) else {
                throw ChannelErrors.parameter("Destinations names event data store \(store.arn) twice.")
            }
            stores.append(store)
        }
        return stores
    }

    private static func checkCategory(of store: EventDataStore) throws(CloudTrailError) {
        guard store.kind == .integrations else {
            throw CloudTrailError(
                .invalidEventDataStoreCategory,
                "Event data store \(store.arn) is not for events of the category ActivityAuditLog."
            )
        }
    }

    /// Changes the channels while the stores stay as they are: one that is being deleted meanwhile gets no channel.
    private func changeChannels<T: Sendable>(
        into stores: [EventDataStore], _ body: (inout ChannelSet) throws(CloudTrailError) -> T
    ) throws(CloudTrailError) -> T {
        let lake = try lake
        return try lake.registry.change { current throws(CloudTrailError) in
            for store in stores {
                guard let now = current[store.id] else { throw EventDataStoreErrors.notFound(store.arn) }
                guard now.isQueryable else { throw EventDataStoreErrors.inactive(now) }
            }
            return try lake.channels.registry.change(body)
        }
    }
}

extension Channel {
    fileprivate var place: ListPlace { ListPlace([name, id]) }
}
