import CairnModel
import CairnWire

/// The tries of one call: decides what follows a failure.
struct Attempts {
    private(set) var request: OutgoingRequest
    private let policy: RetryPolicy
    private var made = 1
    private var hasFollowed = false
    private var hasRenewedKeys = false
    /// What a success gives back to the quota.
    private(set) var heldTokens = 1

    init(request: OutgoingRequest, policy: RetryPolicy) {
        self.request = request
        self.policy = policy
    }

    /// Turns to the region that S3 says the bucket is in, once; no try is counted for it.
    mutating func followsBucket(_ failure: AWSClientError) -> Bool {
        guard request.service.id == "s3", !hasFollowed, request.body.isReplayable, let answer = failure.failure,
            [301, 307, 400, 403].contains(answer.status), let region = answer.headers["x-amz-bucket-region"],
            region != request.region
        else { return false }
        hasFollowed = true
        request.region = region
        return true
    }

    /// Returns the number of the retry to make, from 1 on; `nil` if the failure stands.
    mutating func retry(after failure: AWSClientError, quota: RetryQuota) -> Int? {
        guard made < policy.attemptsMax, request.body.isReplayable else { return nil }
        if isExpiry(failure), !hasRenewedKeys {
            hasRenewedKeys = true
        } else {
            guard let reason = RetryReason(failure), quota.take(reason.cost) else { return nil }
            heldTokens = reason.cost
        }
        made += 1
        return made - 1
    }

    private func isExpiry(_ failure: AWSClientError) -> Bool {
        failure.serviceCode == "ExpiredToken" || failure.serviceCode == "ExpiredTokenException"
    }
}
