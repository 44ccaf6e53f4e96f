import CairnAPI
import CairnLake
import CairnService
import CairnTrails
import Synchronization

/// Preconditions that fail where a test says, and remember what they were asked.
final class FakePreconditions: TrailPreconditions {
    private let state = Mutex<State>(State())

    private struct State {
        var failures: [String: CloudTrailError.Code] = [:]
        var questions: [String] = []
        var beforeBucket: (@Sendable () -> Void)?
    }

    init(failing failures: [String: CloudTrailError.Code] = [:]) {
        state.withLock { $0.failures = failures }
    }

    /// What was asked, such as `bucket box/logs`.
    var questions: [String] { state.withLock { $0.questions } }

    func forget() { state.withLock { $0.questions = [] } }

    func fail(_ check: String, with code: CloudTrailError.Code?) { state.withLock { $0.failures[check] = code } }

    /// Runs once, in the middle of the next check of a bucket.
    func onceBeforeBucket(_ body: @escaping @Sendable () -> Void) { state.withLock { $0.beforeBucket = body } }

    private func ask(_ check: String, _ subject: String) throws(CloudTrailError) {
        let failure = state.withLock { state in
            state.questions.append("\(check) \(subject)")
            return state.failures[check]
        }
        if let failure { throw CloudTrailError(failure, "the fake says no") }
    }

    func checkBucket(of trail: CairnTrails.Trail, organizationID: String?) throws(CloudTrailError) {
        let body = state.withLock { state in
            defer { state.beforeBucket = nil }
            return state.beforeBucket
        }
        body?()
        let subject = [trail.s3BucketName, trail.s3KeyPrefix, organizationID].compactMap(\.self)
        try ask("bucket", subject.joined(separator: "/"))
    }

    func checkBucket(
        _ name: String, prefix: String?, resultsOf store: CairnLake.EventDataStore
    ) throws(CloudTrailError) { try ask("results", [name, prefix].compactMap(\.self).joined(separator: "/")) }

    func checkTopic(arn: String, of trail: CairnTrails.Trail) throws(CloudTrailError) { try ask("topic", arn) }

    func resolveKey(_ key: String, of trail: CairnTrails.Trail) throws(CloudTrailError) -> String {
        try ask("key", key)
        if key.hasPrefix("arn:") { return key }
        return "arn:aws:kms:eu-west-1:222233334444:key/00000000-0000-0000-0000-000000000000"
    }

    func resolveKey(_ key: String, of store: CairnLake.EventDataStore) throws(CloudTrailError) -> String {
        try ask("store key", key)
        if key.hasPrefix("arn:") { return key }
        return "arn:aws:kms:eu-west-1:222233334444:key/00000000-0000-0000-0000-000000000000"
    }

    func checkLogGroup(arn: String, roleARN: String, of trail: CairnTrails.Trail) throws(CloudTrailError) {
        try ask("logs", arn)
    }
}
