import CairnAPI
import CairnLake
import CairnTrails

extension ScopedService {
    /// Source: CloudTrail API Reference, ListTags.
    private static let taggedResourcesMax = 20

    /// Adds tags to a resource, or gives new values to those that it has.
    func addTags(_ request: AddTagsRequest) async throws(CloudTrailError) -> AddTagsResponse {
        try await changeTags(of: request.resourceId, .addTags) { tags throws(CloudTrailError) in
            try TagRules.adding(request.tagsList, to: tags)
        }
        return AddTagsResponse()
    }

    /// Removes tags by their keys; keys that the resource does not have are passed over.
    func removeTags(_ request: RemoveTagsRequest) async throws(CloudTrailError) -> RemoveTagsResponse {
        try await changeTags(of: request.resourceId, .removeTags) { tags throws(CloudTrailError) in
            try TagRules.removing(request.tagsList, from: tags)
        }
        return RemoveTagsResponse()
    }

    /// Returns the tags of resources, in the order of the request.
    func listTags(_ request: ListTagsRequest) async throws(CloudTrailError) -> ListTagsResponse {
        guard request.nextToken == nil else {
            throw CloudTrailError(.invalidToken, "NextToken is reserved; the answer has all tags. Leave it out.")
        }
        guard (1...Self.taggedResourcesMax).contains(request.resourceIdList.count) else {
            throw CloudTrailError(
                .validation,
                "ResourceIdList must have 1 to \(Self.taggedResourcesMax) ARNs, but has \(request.resourceIdList.count)."
            )
        }
        let viewpoint = try await viewpoint()
        var tags: [ResourceTag] = []
        for text in request.resourceIdList {
            tags.append(ResourceTag(resourceId: text, tagsList: try await self.tags(of: text, from: viewpoint)))
        }
        return ListTagsResponse(resourceTagList: tags)
    }

    private func tags(of text: String, from viewpoint: TrailViewpoint) async throws(CloudTrailError) -> [Tag] {
        let resource = try ResourceReference(text)
        guard resource.kind == .trail else { return try await taggedLakeResource(resource, .listTags).tags }
        let trail = try trail(resource, in: service.trails.snapshot, from: viewpoint, .listTags)
        guard trail.exists(inRegion: context.region, partition: context.partition) else {
            throw resource.notFound(in: .listTags)
        }
        return trail.tags
    }

    private func changeTags(
        of text: String, _ operation: APIOperation, _ body: ([Tag]) throws(CloudTrailError) -> [Tag]
    ) async throws(CloudTrailError) {
        let resource = try ResourceReference(text)
        if resource.kind == .trail { return try await changeTrailTags(of: resource, operation, body) }
        if resource.kind == .eventDataStore, service.lake != nil {
            try await checkAdministration(ofStore: resource.text)
        }
        let tagged = try await taggedLakeResource(resource, operation)
        if let channel = tagged as? Channel, channel.serviceLink != nil {
            throw ChannelErrors.belongsToService(channel)
        }
        let arn = tagged.arn
        guard try service.lake?.holder(of: resource.kind)?.changeTags(of: arn, body) == true else {
            throw resource.notFound(in: operation)
        }
    }

    /// A store, channel or dashboard whose tags can be read and changed.
    private func taggedLakeResource(
        _ reference: ResourceReference, _ operation: APIOperation
    ) async throws(CloudTrailError) -> any LakeResource {
        guard let resource = try await lakeResource(reference) else { throw reference.notFound(in: operation) }
        if let store = resource as? EventDataStore, !store.isQueryable { throw EventDataStoreErrors.inactive(store) }
        return resource
    }

    private func changeTrailTags(
        of resource: ResourceReference, _ operation: APIOperation,
        _ body: ([Tag]) throws(CloudTrailError) -> [Tag]
    ) async throws(CloudTrailError) {
        let viewpoint = try await viewpoint()
        try service.trails.change { trails throws(CloudTrailError) in
            var trail = try trail(resource, in: trails, from: viewpoint, operation)
            guard trail.homeRegion == context.region else {
                throw CloudTrailError(
                    .operationNotPermitted,
                    "Trail \(trail.arn) home region is \(trail.homeRegion); its tags can be changed only from there."
                )
            }
            try trails.checkAdministration(of: trail, from: viewpoint)
            trail.tags = try body(trail.tags)
            trails[trail.key] = trail
        }
    }

    private func trail(
        _ resource: ResourceReference, in trails: TrailSet, from viewpoint: TrailViewpoint, _ operation: APIOperation
    ) throws(CloudTrailError) -> Trail {
        guard let trail = trails.trail(try TrailReference(resource.text), from: viewpoint) else {
            throw resource.notFound(in: operation)
        }
        return trail
    }
}
