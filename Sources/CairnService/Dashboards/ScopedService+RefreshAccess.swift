import CairnAPI
import CairnLake
import CairnModel
import CairnPolicy

/// Who lets the queries of a dashboard's refresh run. Asked only where access is controlled.
///
/// Source: CloudTrail API Reference, StartDashboardRefresh and CreateDashboard: CloudTrail must be granted permission to
/// run StartQuery by the policy of each store, and StartDashboardRefresh by that of the dashboard for a schedule. User
/// Guide, "AWS CloudTrail resource-based policy examples".
extension ScopedService {
    /// A refresh by the schedule is CloudTrail's own doing: the policy of the dashboard must allow it.
    /// - Throws: ``CloudTrailError`` with `accessDenied`.
    func checkSchedule(of dashboard: Dashboard) async throws(CloudTrailError) {
        guard service.configuration.checksAccess else { return }
        guard try await mayCloudTrail("StartDashboardRefresh", on: dashboard, for: dashboard) else {
            throw Self.refusedToCloudTrail("StartDashboardRefresh", on: dashboard.arn, for: dashboard)
        }
    }

    /// A store lets CloudTrail query it for the dashboard, or, if the refresh was asked for, the caller may query it.
    /// - Throws: ``CloudTrailError`` with `accessDenied`.
    func checkRefresh(
        of dashboard: Dashboard, reads store: EventDataStore, isScheduled: Bool
    ) async throws(CloudTrailError) {
        guard service.configuration.checksAccess else { return }
        if try await mayCloudTrail("StartQuery", on: store, for: dashboard) { return }
        if !isScheduled, let policies = context.identityPolicies {
            let access = ResourceAccess(service: service, context: context)
            if try await access.allows("cloudtrail:StartQuery", on: store, by: policies) { return }
        }
        throw Self.refusedToCloudTrail("StartQuery", on: store.arn, for: dashboard)
    }

    private func mayCloudTrail(
        _ operation: String, on resource: some LakeResource, for dashboard: Dashboard
    ) async throws(CloudTrailError) -> Bool {
        try await ResourceAccess(service: service, context: context).allows(
            "cloudtrail:" + operation, on: resource, toServiceFor: dashboard)
    }

    private static func refusedToCloudTrail(
        _ operation: String, on arn: String, for dashboard: Dashboard
    ) -> CloudTrailError {
        CloudTrailError(
            .accessDenied,
            "\(RequiredPolicy.service) is not authorized to perform: cloudtrail:\(operation) on resource: \(arn) because "
                + "no resource-based policy allows the cloudtrail:\(operation) action for dashboard \(dashboard.arn)")
    }
}
