import CairnAPI
import CairnModel
import CairnSelectors
import CairnTrails

/// Which events a trail delivers: by region, account and selectors.
///
/// Source: CloudTrail User Guide, "Understanding multi-Region trails", "Global service events" and "Creating a trail
/// for an organization".
struct TrailFilter: Sendable {
    private let trail: CairnTrails.Trail
    private let scope: AccountScope
    private let selectors: CompiledSelectors
    /// By type, the categories of the events whose insights are wanted.
    private let insights: [String: Set<String>]
    private let excludesGlobalServices: Bool

    init(_ trail: CairnTrails.Trail, scope: AccountScope) {
        self.trail = trail
        self.scope = scope
        selectors = CompiledSelectors(trail.eventSelectors)
        insights = Self.insights(trail.insightSelectors)
        excludesGlobalServices =
            !trail.isMultiRegion && !trail.includeGlobalServiceEvents
            && GlobalServiceEvents.homeRegions.contains(trail.homeRegion)
    }

    /// Whether events of an account in a region come into question at all.
    func admits(_ place: LanePlace) -> Bool {
        (trail.isMultiRegion || place.region == trail.homeRegion) && scope.contains(place.account)
    }

    /// The kind of file that an event goes to, `nil` if the trail does not log it. Its place must be admitted.
    @inline(__always)
    func kind(of view: RecordView, in bytes: UnsafeRawBufferPointer) -> FileKind? {
        let event = RecordEvent(view, in: bytes)
        guard let category = event.category, let kind = FileKind(category) else { return nil }
        switch kind {
        case .events, .networkActivity: guard selectors.selects(event) else { return nil }
        case .insights: guard isWanted(insight: view, in: bytes) else { return nil }
        case .aggregated: guard !trail.aggregations.isEmpty else { return nil }
        }
        if excludesGlobalServices, GlobalServiceEvents.contains(view, in: bytes) { return nil }
        return kind
    }

    private static func insights(_ selectors: [InsightSelector]) -> [String: Set<String>] {
        var insights: [String: Set<String>] = [:]
        for selector in selectors {
            guard let type = selector.insightType else { continue }
            insights[type.rawValue, default: []]
                .formUnion(selector.eventCategories?.map(\.rawValue) ?? [SourceEventCategory.management.rawValue])
        }
        return insights
    }

    private func isWanted(insight view: RecordView, in bytes: UnsafeRawBufferPointer) -> Bool {
        guard let type = view.insight.insightType.string(in: bytes), let categories = insights[type] else {
            return false
        }
        let details = view.insightDetails.json(in: bytes)
        let category = details?["sourceEventCategory"]?.stringValue ?? SourceEventCategory.management.rawValue
        return categories.contains(category)
    }
}

/// Whose events a trail takes.
enum AccountScope: Sendable, Hashable {
    case account(String)
    /// Every account of an organization, which is a part of its files' keys.
    case organization(id: String, accounts: Set<String>)

    func contains(_ account: String) -> Bool {
        switch self {
        case .account(let own): own == account
        case .organization(_, let accounts): accounts.contains(account)
        }
    }

    var organizationID: String? {
        guard case .organization(let id, _) = self else { return nil }
        return id
    }
}

/// Events of services without regions, all of which are recorded in one region of a partition.
enum GlobalServiceEvents {
    static let homeRegions: Set<String> = [
        "us-east-1", "cn-north-1", "us-gov-west-1", "us-iso-east-1", "us-isob-east-1",
    ]

    private static let sources: Set<String> = [
        "iam.amazonaws.com", "sts.amazonaws.com", "cloudfront.amazonaws.com", "route53.amazonaws.com",
        "route53domains.amazonaws.com", "organizations.amazonaws.com", "support.amazonaws.com", "waf.amazonaws.com",
        "shield.amazonaws.com", "budgets.amazonaws.com", "ce.amazonaws.com", "cur.amazonaws.com",
        "account.amazonaws.com", "health.amazonaws.com", "savingsplans.amazonaws.com", "signin.amazonaws.com",
    ]

    /// - Parameter view: of an event that was recorded in one of the ``homeRegions``.
    static func contains(_ view: RecordView, in bytes: UnsafeRawBufferPointer) -> Bool {
        guard let source = view.eventSource.string(in: bytes), sources.contains(source) else { return false }
        return source != "sts.amazonaws.com" || !isRegionalSTS(view, in: bytes)
    }

    /// STS has regions, but for its global endpoint.
    private static func isRegionalSTS(_ view: RecordView, in bytes: UnsafeRawBufferPointer) -> Bool {
        let host = view.tlsDetails.json(in: bytes)?["clientProvidedHostHeader"]?.stringValue
        return host.map { $0.hasPrefix("sts.") && !$0.hasPrefix("sts.amazonaws.com") } ?? false
    }
}
