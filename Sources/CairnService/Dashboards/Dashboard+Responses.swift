import CairnAPI
import CairnLake

extension Dashboard {
    var type: DashboardType { isManaged ? .managed : .custom }

    var creationAnswer: CreateDashboardResponse {
        CreateDashboardResponse(
            dashboardArn: arn, name: name, type: type, widgets: widgets, tagsList: tags, refreshSchedule: schedule,
            terminationProtectionEnabled: isTerminationProtected
        )
    }

    var updateAnswer: UpdateDashboardResponse {
        UpdateDashboardResponse(
            dashboardArn: arn, name: name, type: type, widgets: widgets, refreshSchedule: schedule,
            terminationProtectionEnabled: isTerminationProtected,
            createdTimestamp: Timestamp(epochSeconds: createdTime),
            updatedTimestamp: Timestamp(epochSeconds: updatedTime)
        )
    }

    /// - Parameter failure: why the last refresh, or one of its queries, failed.
    func answer(failure: String?) -> GetDashboardResponse {
        GetDashboardResponse(
            dashboardArn: arn, type: type, status: updatedTime > createdTime ? .updated : .created, widgets: widgets,
            refreshSchedule: schedule, createdTimestamp: Timestamp(epochSeconds: createdTime),
            updatedTimestamp: Timestamp(epochSeconds: updatedTime), lastRefreshId: lastRefreshID,
            lastRefreshFailureReason: failure, terminationProtectionEnabled: isTerminationProtected
        )
    }
}
