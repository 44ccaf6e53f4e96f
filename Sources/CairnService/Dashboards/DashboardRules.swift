import CairnAPI
import CairnLake

/// What widgets and schedules of dashboards must be like.
///
/// Source: CloudTrail API Reference, RequestWidget and RefreshSchedule; User Guide, "View properties for widgets".
enum DashboardRules {
    /// What a widget's statement may have values for; of dashboards of one's own the statement names the store.
    static let parameters: Set<String> = ["$StartTime$", "$EndTime$", "$Period$"]

    private static let views: [String: (required: [String], optional: Set<String>)] = [
        "Table": ([], []),
        "LineChart": (["XAxisColumn", "YAxisColumn"], ["FilterColumn"]),
        "PieChart": (["LabelColumn", "ValueColumn"], ["FilterColumn"]),
        "BarChart": (["LabelColumn", "ValueColumn"], ["FilterColumn", "Orientation"]),
    ]

    /// - Throws: ``CloudTrailError`` with `serviceQuotaExceeded` or `validation`.
    static func check(_ widgets: [RequestWidget]) throws(CloudTrailError) {
        guard widgets.count <= Dashboard.widgetsMax else {
            throw CloudTrailError(
                .serviceQuotaExceeded,
                "A dashboard has at most \(Dashboard.widgetsMax) widgets, but there are \(widgets.count).")
        }
        for widget in widgets {
            for parameter in widget.queryParameters ?? [] where !parameters.contains(parameter) {
                throw invalid(
                    "QueryParameters may be \(parameters.sorted().joined(separator: ", ")), not "
                        + "\(CloudTrailError.excerpt(parameter)).")
            }
            try check(widget.viewProperties)
        }
    }

    private static func check(_ properties: [String: String]) throws(CloudTrailError) {
        for name in ["Height", "Width", "Title", "View"] where properties[name] == nil {
            throw invalid("The ViewProperties of a widget lack \(name).")
        }
        for name in ["Height", "Width"] where (properties[name].flatMap { Int($0) } ?? 0) < 1 {
            throw invalid("The view property \(name) must be a number from 1 on, not \(properties[name] ?? "").")
        }
        guard let name = properties["View"], let view = views[name] else {
            throw invalid(
                "The view property View must be one of \(views.keys.sorted().joined(separator: ", ")), not "
                    + "\(properties["View"] ?? "").")
        }
        for column in view.required where properties[column] == nil {
            throw invalid("The ViewProperties of a \(name) lack \(column).")
        }
        let allowed = Set(["Height", "Width", "Title", "View"] + view.required).union(view.optional)
        for property in properties.keys.sorted() where !allowed.contains(property) {
            throw invalid("A \(name) has no view property \(property).")
        }
        if let orientation = properties["Orientation"], orientation != "Horizontal", orientation != "Vertical" {
            throw invalid("The view property Orientation must be Horizontal or Vertical, not \(orientation).")
        }
    }

    /// Checks a schedule and fills in what it leaves out.
    /// - Throws: ``CloudTrailError`` with `validation`.
    static func checked(_ schedule: RefreshSchedule, isHighlights: Bool) throws(CloudTrailError) -> RefreshSchedule {
        guard let unit = schedule.frequency?.unit, let value = schedule.frequency?.value else {
            throw invalid("A RefreshSchedule needs a Frequency with Unit and Value.")
        }
        let allowed: [Int32] = isHighlights ? (unit == .hours ? [6] : []) : (unit == .hours ? [1, 6, 12, 24] : [1])
        guard allowed.contains(value) else {
            throw invalid(
                isHighlights
                    ? "\(Dashboard.highlightsName) is refreshed every 6 HOURS."
                    : "The Frequency of a RefreshSchedule must be 1, 6, 12 or 24 HOURS, or 1 DAYS.")
        }
        guard schedule.timeOfDay.map({ RefreshTimes.clock($0) != nil }) ?? true else {
            throw invalid("TimeOfDay must be a time of UTC such as 06:30, not \(schedule.timeOfDay ?? "").")
        }
        var checked = schedule
        checked.status = schedule.status ?? .enabled
        checked.timeOfDay = schedule.timeOfDay ?? "00:00"
        return checked
    }

    static func invalid(_ message: String) -> CloudTrailError { CloudTrailError(.validation, message) }
}
