extension TrailSet {
    /// At most this many trails in a region, counting shadows and replicas of organization trails.
    ///
    /// Source: CloudTrail User Guide, "Quotas in AWS CloudTrail".
    public static let trailsPerRegionMax = 5

    /// The trails that exist where the caller stands, the oldest first: those of the region, shadows of multi-region trails
    /// from other regions, and the trails of the caller's organization.
    /// - Parameter includingShadows: `false` leaves out replicas: the trails whose home is another region, and those of
    ///   the organization in a member account.
    public func visible(from viewpoint: TrailViewpoint, includingShadows: Bool = true) -> [Trail] {
        inAllRegions(from: viewpoint).filter { trail in
            trail.exists(inRegion: viewpoint.region, partition: viewpoint.partition)
                && (includingShadows
                    || trail.homeRegion == viewpoint.region && trail.account == viewpoint.account)
        }
        .sorted { ($0.createdTime, $0.key) < ($1.createdTime, $1.key) }
    }

    /// The caller's trails and those of its organization, whatever their regions, by account, home region and name.
    public func inAllRegions(from viewpoint: TrailViewpoint) -> [Trail] {
        var trails = trails(ofAccount: viewpoint.account).filter { $0.partition == viewpoint.partition }
        if let managementAccount = viewpoint.managementAccount {
            trails += self.trails(ofAccount: managementAccount)
                .filter { $0.isOrganizationTrail && $0.partition == viewpoint.partition }
            trails.sort { $0.key < $1.key }
        }
        return trails
    }

    /// Returns the trail that a reference means to the caller, or `nil` if there is none.
    ///
    /// A name means a trail of the caller's own account and region. An ARN reaches the caller's trails in every region,
    /// and the trails of its organization.
    public func trail(_ reference: TrailReference, from viewpoint: TrailViewpoint) -> Trail? {
        switch reference {
        case .name(let name):
            let key = Trail.Key(account: viewpoint.account, homeRegion: viewpoint.region, name: name)
            return self[key].flatMap { $0.partition == viewpoint.partition ? $0 : nil }
        case .arn(let partition, let key):
            guard let trail = self[key], trail.partition == partition else { return nil }
            if trail.account == viewpoint.account { return trail }
            return trail.isOrganizationTrail && trail.account == viewpoint.managementAccount ? trail : nil
        }
    }

    /// Returns the shadow of that name in the caller's region, or `nil` if there is none.
    public func shadow(named name: String, from viewpoint: TrailViewpoint) -> Trail? {
        visible(from: viewpoint).first { $0.name == name && $0.homeRegion != viewpoint.region }
    }
}

extension TrailSet {
    /// The regions in which a trail will stand beside others of its owner: its home, and for a multi-region trail every
    /// region in which the owner sees a trail.
    private func regionsShared(by trail: Trail, _ viewpoint: TrailViewpoint) -> [String] {
        guard trail.isMultiRegion else { return [trail.homeRegion] }
        let others = Set(inAllRegions(from: viewpoint).map(\.homeRegion)).subtracting([trail.homeRegion])
        return [trail.homeRegion] + others.sorted()
    }

    /// Returns a region that would have more than ``trailsPerRegionMax`` trails with this one, or `nil` if none would.
    /// - Parameters:
    ///   - replaced: the trail that this one takes the place of, if it is not a new one.
    ///   - viewpoint: the owner's; its region does not matter.
    public func regionWithoutRoom(
        for trail: Trail, replacing replaced: Trail.Key? = nil, from viewpoint: TrailViewpoint
    ) -> String? {
        regionsShared(by: trail, viewpoint).first { region in
            visible(in: region, without: replaced, viewpoint).count >= Self.trailsPerRegionMax
        }
    }

    /// Returns a trail of the same name that exists in a region in which this one will, or `nil` if there is none.
    /// - Parameters:
    ///   - replaced: the trail that this one takes the place of, if it is not a new one.
    ///   - viewpoint: the owner's; its region does not matter.
    public func namesake(
        of trail: Trail, replacing replaced: Trail.Key? = nil, from viewpoint: TrailViewpoint
    ) -> Trail? {
        for region in regionsShared(by: trail, viewpoint) {
            let trails = visible(in: region, without: replaced, viewpoint)
            if let other = trails.first(where: { $0.name == trail.name }) { return other }
        }
        return nil
    }

    private func visible(in region: String, without excluded: Trail.Key?, _ viewpoint: TrailViewpoint) -> [Trail] {
        var viewpoint = viewpoint
        viewpoint.region = region
        return visible(from: viewpoint).filter { $0.key != excluded }
    }
}
