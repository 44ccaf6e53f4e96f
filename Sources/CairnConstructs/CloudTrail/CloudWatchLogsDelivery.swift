/// Where a trail sends its events in CloudWatch Logs, beside the bucket.
public enum CloudWatchLogsDelivery {
    /// Into a log group that the trail makes.
    case newLogGroup(retention: RetentionDays = .oneYear)
    /// Into a log group that is there.
    case logGroup(LogGroup)

    func logGroup(for node: Node) throws -> LogGroup {
        switch self {
        case .newLogGroup(let retention): try LogGroup(node, "LogGroup", retention: retention)
        case .logGroup(let logGroup): logGroup
        }
    }
}
