import CairnAPI

/// A request of ListInsightsMetricData, understood.
///
/// Source: CloudTrail API Reference, ListInsightsMetricData.
struct MetricDataQuestion {
    /// Seconds since the epoch; the end is exclusive. Empty if no point can be in it.
    let times: Range<Int64>
    let period: Int64
    let fillsWithZeros: Bool
    let pageSize: Int
    /// `nil` for calls.
    let errorCode: String?

    static let pointsMax = 21_600
    private static let historySeconds: Double = 90 * 86_400
    /// For how many days points of a period are there.
    private static let daysByPeriod: [Int64: Double] = [60: 15, 300: 63, 3600: 90]

    /// Reads a request that keeps the constraints of the model.
    init(_ request: ListInsightsMetricDataRequest, now: Double) throws(CloudTrailError) {
        period = Int64(request.period ?? 3600)
        guard let days = Self.daysByPeriod[period] else {
            throw Self.invalid("Period must be 60, 300 or 3600 seconds, but is \(period).")
        }
        errorCode = try Self.errorCode(request)
        fillsWithZeros = request.dataType == .fillWithZeros
        pageSize = request.maxResults.map(Int.init) ?? Self.pointsMax
        let start = request.startTime?.epochSeconds ?? now - Self.historySeconds
        let end = request.endTime?.epochSeconds ?? now
        guard start <= end else { throw Self.invalid("StartTime must not be after EndTime.") }
        let first = Self.ceiling(max(start, now - days * 86_400), period)
        // A point of the time of the end is not asked for, and none of the future is there.
        let last = Self.ceiling(min(end, now), period)
        times = first..<max(first, last)
    }

    private static func errorCode(_ request: ListInsightsMetricDataRequest) throws(CloudTrailError) -> String? {
        guard request.insightType == .apiErrorRateInsight else { return nil }
        guard let code = request.errorCode, !code.isEmpty else {
            throw invalid("ApiErrorRateInsight needs an ErrorCode: errors are counted by their code.")
        }
        return code
    }

    /// The first multiple of the period that is not before a time.
    private static func ceiling(_ time: Double, _ period: Int64) -> Int64 {
        Int64((max(0, min(1e11, time)) / Double(period)).rounded(.up)) * period
    }

    private static func invalid(_ message: String) -> CloudTrailError { CloudTrailError(.invalidParameter, message) }
}
