import CairnAPI
public import CairnTrails

/// What the registry of trails knows of names and tags.
public struct TrailResourceDirectory: ResourceDirectory {
    private let trails: TrailRegistry

    public init(trails: TrailRegistry) { self.trails = trails }

    public func tags(of arn: String) async -> [String: String] {
        guard let account = arn.split(separator: ":", omittingEmptySubsequences: false).dropFirst(4).first,
            let trail = trails.snapshot.trails(ofAccount: String(account)).first(where: { $0.arn == arn })
        else { return [:] }
        return Dictionary(trail.tags.map { ($0.key, $0.value ?? "") }, uniquingKeysWith: { first, _ in first })
    }

    public func trailARN(named name: String, account: String, region: String) async -> String? {
        let ofThatName = trails.snapshot.trails(ofAccount: account).filter { $0.name == name }
        let trail = ofThatName.first { $0.homeRegion == region } ?? ofThatName.first { $0.isMultiRegion }
        return trail?.arn
    }

    public func eventDataStoreARNs(ofQuery queryID: String, account: String, region: String) async -> [String] { [] }
}
