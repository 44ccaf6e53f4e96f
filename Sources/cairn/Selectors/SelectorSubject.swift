import CairnAPI
import CairnModel
import CairnSelectors

/// The selectors that are tried out, and what there is to say of them beforehand.
struct SelectorSubject {
    let selectors: EventSelectors
    let warnings: [SelectorWarning]
    /// What CloudTrail would answer if it were given them.
    let refusal: String?

    init(_ selectors: EventSelectors, for holder: SelectorHolder) {
        self.selectors = selectors
        warnings = selectors.warnings()
        do {
            _ = try EventSelectors.checked(
                basic: selectors.basicSelectors, advanced: selectors.advancedSelectors, for: holder)
            refusal = nil
        } catch {
            refusal = error.description
        }
    }

    /// Asks for a trail's selectors, and for those of the other trails that see the same region.
    init(trail: String, client: CairnAdminClient) async throws {
        let settings = try await client.call("GetTrail", ["Name": .string(trail)])["Trail"]
        let selectors = try await Self.selectors(of: trail, client)
        let bucket = settings?["S3BucketName"]?.stringValue
        let deliveries = bucket.map {
            selectors.warnings(deliveringTo: $0, prefix: settings?["S3KeyPrefix"]?.stringValue)
        }
        let others = try await Self.others(than: settings?["TrailARN"]?.stringValue, client)
        self.selectors = selectors
        warnings = selectors.warnings() + (deliveries ?? []) + selectors.warnings(beside: others)
        refusal = nil
    }

    private static func selectors(of trail: String, _ client: CairnAdminClient) async throws -> EventSelectors {
        let answer = try await client.call("GetEventSelectors", ["TrailName": .string(trail)])
        do {
            return try EventSelectors(json: answer)
        } catch {
            throw ClientError("GetEventSelectors did not answer with selectors: \(error)")
        }
    }

    private static func others(
        than arn: String?, _ client: CairnAdminClient
    ) async throws -> [(name: String, selectors: EventSelectors)] {
        let trails = try await client.call("DescribeTrails", [:])["trailList"]?.arrayValue ?? []
        var others: [(name: String, selectors: EventSelectors)] = []
        for trail in trails {
            guard let other = trail["TrailARN"]?.stringValue, other != arn else { continue }
            others.append((trail["Name"]?.stringValue ?? other, try await selectors(of: other, client)))
        }
        return others
    }
}
