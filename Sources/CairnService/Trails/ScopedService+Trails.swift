import CairnAPI

/// Trails cannot be created yet, so there are none: reading tells that, and changing is not supported.
extension ScopedService {
    /// Names that are not found are left out, as in AWS.
    func describeTrails(_ request: DescribeTrailsRequest) async throws(CloudTrailError) -> DescribeTrailsResponse {
        for name in request.trailNameList ?? [] { _ = try TrailReference(name) }
        return DescribeTrailsResponse(trailList: [])
    }

    func listTrails(_ request: ListTrailsRequest) async throws(CloudTrailError) -> ListTrailsResponse {
        ListTrailsResponse(trails: [])
    }

    func getTrail(_ request: GetTrailRequest) async throws(CloudTrailError) -> GetTrailResponse {
        throw try notFound(request.name)
    }

    func getTrailStatus(_ request: GetTrailStatusRequest) async throws(CloudTrailError) -> GetTrailStatusResponse {
        throw try notFound(request.name)
    }

    /// The error names the ARN even if the caller gave a name; that is how AWS's records show it.
    private func notFound(_ name: String) throws(CloudTrailError) -> CloudTrailError {
        let scope = "arn:\(context.partition):cloudtrail:\(context.region):\(context.account):"
        let arn =
            switch try TrailReference(name) {
            case .arn(let arn): arn
            case .name(let name): scope + "trail/" + name
            }
        return CloudTrailError(.trailNotFound, "Unknown trail: \(arn) for the user: \(context.account)")
    }
}
