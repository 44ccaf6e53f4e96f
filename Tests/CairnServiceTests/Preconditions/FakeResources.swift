import CairnService

/// Resources as a test wants them.
struct FakeResources: BucketInspector, ResourceInspector {
    var buckets: [String: BucketFacts] = [:]
    var topics: [String: TopicFacts] = [:]
    /// By whatever text names them.
    var keys: [String: KeyFacts] = [:]
    var logGroups: Set<String> = []
    var roles: [String: RoleFacts] = [:]
    /// Thrown for every question.
    var failure: ResourceInspectionError?

    private func answer<Facts>(_ facts: Facts) throws(ResourceInspectionError) -> Facts {
        if let failure { throw failure }
        return facts
    }

    func bucket(_ name: String, account: String) throws(ResourceInspectionError) -> BucketFacts? {
        try answer(buckets[name])
    }

    func topic(arn: String) throws(ResourceInspectionError) -> TopicFacts? { try answer(topics[arn]) }

    func key(_ key: String, account: String, region: String) throws(ResourceInspectionError) -> KeyFacts? {
        try answer(keys[key])
    }

    func logGroupExists(arn: String) throws(ResourceInspectionError) -> Bool { try answer(logGroups.contains(arn)) }

    func role(arn: String) throws(ResourceInspectionError) -> RoleFacts? { try answer(roles[arn]) }
}
