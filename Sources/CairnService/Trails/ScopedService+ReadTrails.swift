import CairnAPI
import CairnTrails

extension ScopedService {
    /// Returns a trail with its settings.
    func getTrail(_ request: GetTrailRequest) async throws(CloudTrailError) -> GetTrailResponse {
        let reference = try TrailReference(request.name)
        let viewpoint = try await viewpoint(of: reference)
        guard let trail = service.trails.snapshot.trail(reference, from: viewpoint) else {
            throw TrailErrors.notFound(named: request.name, from: viewpoint)
        }
        return GetTrailResponse(trail: trail.shown)
    }

    /// Returns the trails of this region, the oldest first, or those named in their order. Names that are not found are left out, as in AWS.
    ///
    /// Source: CloudTrail API Reference, DescribeTrails.
    func describeTrails(_ request: DescribeTrailsRequest) async throws(CloudTrailError) -> DescribeTrailsResponse {
        var references: [TrailReference] = []
        for name in request.trailNameList ?? [] { references.append(try TrailReference(name)) }
        let viewpoint = try await viewpoint()
        let trails = service.trails.snapshot
        guard references.isEmpty else {
            var found: [Trail] = []
            for trail in references.compactMap({ trails.trail($0, from: viewpoint) }) where !found.contains(trail) {
                found.append(trail)
            }
            return DescribeTrailsResponse(trailList: found.map(\.shown))
        }
        let visible = trails.visible(from: viewpoint, includingShadows: request.includeShadowTrails ?? true)
        return DescribeTrailsResponse(trailList: visible.map(\.shown))
    }

    /// Returns the account's trails of all regions and those of its organization, by account, region and name.
    ///
    /// A token names the last trail of its page: trails that come and go in between are neither repeated nor do they push
    /// others out.
    func listTrails(_ request: ListTrailsRequest) async throws(CloudTrailError) -> ListTrailsResponse {
        let tokens = ListTokenCoder(service: service, operation: .listTrails, context: context)
        let last = try request.nextToken.map { token throws(CloudTrailError) in try tokens.place(of: token) }
        let trails = service.trails.snapshot.inAllRegions(from: try await viewpoint())
        let rest = trails.filter { trail in last.map { $0.precedes(trail.key.place) } ?? true }
        let page = rest.prefix(service.configuration.trailsPerPage)
        return ListTrailsResponse(
            trails: page.map { TrailInfo(trailARN: $0.arn, name: $0.name, homeRegion: $0.homeRegion) },
            nextToken: page.count < rest.count ? page.last.map { tokens.token(for: $0.key.place) } : nil
        )
    }
}

extension Trail.Key {
    fileprivate var place: ListPlace { ListPlace([account, homeRegion, name]) }
}
