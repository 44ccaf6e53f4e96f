extension ListInsightsMetricDataRequest: PaginatedRequest {}

extension ListInsightsMetricDataResponse: PaginatedResponse {
    /// A value of the metric and the time that it is for.
    public struct DataPoint: Sendable, Hashable {
        public var timestamp: Timestamp
        public var value: Double

        public init(timestamp: Timestamp, value: Double) {
            self.timestamp = timestamp
            self.value = value
        }
    }

    /// Times and values, which stand in two lists in the answer.
    public var items: [DataPoint] {
        zip(timestamps ?? [], values ?? []).map { DataPoint(timestamp: $0, value: $1) }
    }
}
