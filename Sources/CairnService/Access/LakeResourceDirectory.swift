import CairnAPI
public import CairnLake
import CairnStore
public import CairnTrails

/// What trails and the Lake know of names, tags and queries.
public struct LakeResourceDirectory: ResourceDirectory {
    private let trails: TrailResourceDirectory
    private let lake: Lake

    public init(trails: TrailRegistry, lake: Lake) {
        self.trails = TrailResourceDirectory(trails: trails)
        self.lake = lake
    }

    public func tags(of arn: String) async -> [String: String] {
        guard let resource = try? ResourceReference(arn), let holder = lake.holder(of: resource.kind) else {
            return await trails.tags(of: arn)
        }
        let tags = holder.resource(arn)?.tags ?? []
        return Dictionary(tags.map { ($0.key, $0.value ?? "") }, uniquingKeysWith: { first, _ in first })
    }

    public func trailARN(named name: String, account: String, region: String) async -> String? {
        await trails.trailARN(named: name, account: account, region: region)
    }

    public func eventDataStoreARNs(ofQuery queryID: String, account: String, region: String) async -> [String] {
        guard let run = lake.queries.run(queryID), run.account == account, run.region == region else { return [] }
        return run.storeIDs.compactMap { lake.registry.snapshot[$0]?.arn }
    }
}

extension Lake {
    /// Where resources of a kind are kept that have tags and may have policies; `nil` for trails, which are elsewhere.
    func holder(of kind: ResourceKind) -> (any LakeResourceHolder)? {
        switch kind {
        case .trail: nil
        case .eventDataStore: registry
        case .channel: channels.registry
        case .dashboard: dashboards
        }
    }
}
