import CairnAPI
import CairnLake
import CairnModel

/// The values that the placeholders of widgets have in one refresh.
///
/// What the request leaves out is Cairn's choice: the last seven days; by hours if it is two days or less, else by days.
/// Highlights are of the last day, as AWS's are: User Guide, "CloudTrail Lake dashboards".
struct RefreshValues {
    private var values: [String: String]

    static let store = "$EventDataStoreId$"

    /// Values with which a statement can be checked.
    static let examples = [
        "$StartTime$": "2026-03-01 00:00:00", "$EndTime$": "2026-03-02 00:00:00", "$Period$": "hour",
    ]

    private static let defaultSeconds = 7.0 * 86_400
    private static let highlightsSeconds = 86_400.0
    private static let periods: Set<String> = [
        "second", "minute", "hour", "day", "week", "month", "quarter", "year",
    ]

    /// - Throws: ``CloudTrailError`` with `validation`.
    init(_ given: [String: String], for dashboard: Dashboard, now: Double) throws(CloudTrailError) {
        let needed = Set(dashboard.widgets.flatMap { $0.queryParameters ?? [] })
        let known = Set(Self.examples.keys).union(needed)
        for name in given.keys.sorted() where !known.contains(name) {
            throw DashboardRules.invalid("Dashboard \(dashboard.name) has no parameter \(name).")
        }
        if needed.contains(Self.store), given[Self.store] == nil {
            throw DashboardRules.invalid(
                "Dashboard \(dashboard.name) is managed: say with \(Self.store) which event data store it shows.")
        }
        let end = try given["$EndTime$"].map(Self.time) ?? now
        let seconds = dashboard.isHighlights ? Self.highlightsSeconds : Self.defaultSeconds
        let start = try given["$StartTime$"].map(Self.time) ?? end - seconds
        guard start < end else { throw DashboardRules.invalid("$StartTime$ must be before $EndTime$.") }
        let period = given["$Period$"] ?? (end - start <= 2 * 86_400 ? "hour" : "day")
        guard Self.periods.contains(period) else {
            throw DashboardRules.invalid(
                "$Period$ must be one of \(Self.periods.sorted().joined(separator: ", ")), not \(period).")
        }
        values = ["$StartTime$": Self.text(start), "$EndTime$": Self.text(end), "$Period$": period]
        values[Self.store] = given[Self.store]
    }

    /// Checks that a managed dashboard can show the store that it is to show. One that is not there is told of elsewhere.
    /// - Throws: ``CloudTrailError`` with `validation`.
    func checkStore(of dashboard: Dashboard, among stores: [EventDataStore]) throws(CloudTrailError) {
        guard let name = values[Self.store],
            let managed = ManagedDashboards.prebuilt.first(where: { $0.name == dashboard.name }),
            let reference = try? EventDataStoreReference(name), let store = stores.first(where: reference.names),
            store.kind != managed.kind
        else { return }
        throw DashboardRules.invalid(
            "Dashboard \(dashboard.name) shows event data stores of \(Self.text(managed.kind)) events, but "
                + "\(Self.store) names one of \(Self.text(store.kind)) events, \(store.arn).")
    }

    private static func text(_ kind: EventDataStoreKind) -> String {
        let categories = kind.categories.sorted()
        return categories.count < 2
            ? categories.joined() : categories.dropLast().joined(separator: ", ") + " and " + (categories.last ?? "")
    }

    /// The values of a widget's placeholders, in their order.
    func values(for widget: Widget) -> [String] { (widget.queryParameters ?? []).map { values[$0] ?? "" } }

    private static func time(_ text: String) throws(CloudTrailError) -> Double {
        if let time = ISO8601.parse(text) ?? LakeDay(text.utf8).flatMap({ text.utf8.count == 10 ? $0.start : nil }) {
            return time
        }
        throw DashboardRules.invalid("A time looks like 2026-03-01T10:00:00Z, not \(CloudTrailError.excerpt(text)).")
    }

    /// As statements compare times.
    private static func text(_ time: Double) -> String {
        let iso = ISO8601.string(epochSeconds: Int64(time.rounded(.down)))
        return iso.prefix(10) + " " + iso.dropFirst(11).prefix(8)
    }
}
