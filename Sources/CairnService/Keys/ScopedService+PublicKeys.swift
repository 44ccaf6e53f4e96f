import CairnAPI
import CairnModel

extension ScopedService {
    /// Returns the keys of this region whose validity has any moment in common with a range of time, oldest first. A bound
    /// that is not given is the present, so that without bounds the active keys are returned.
    ///
    /// Source: CloudTrail API Reference, ListPublicKeys.
    func listPublicKeys(_ request: ListPublicKeysRequest) async throws(CloudTrailError) -> ListPublicKeysResponse {
        guard request.nextToken == nil else {
            throw CloudTrailError(.invalidToken, "NextToken is reserved; the answer has all keys. Leave it out.")
        }
        let now = service.clock.now()
        let start = request.startTime?.epochSeconds ?? now
        let end = request.endTime?.epochSeconds ?? now
        guard start <= end else {
            throw CloudTrailError(
                .invalidTimeRange,
                "The start time must not be after the end time. A time that is not given is the present."
            )
        }
        let keys = try await service.publicKeys.publicKeys(account: context.account, region: context.region)
            .filter { $0.validityStart <= end && start <= $0.validityEnd }
            .sorted { ($0.validityStart, $0.fingerprint) < ($1.validityStart, $1.fingerprint) }
        return ListPublicKeysResponse(publicKeyList: keys.map(PublicKey.init))
    }
}

extension PublicKey {
    fileprivate init(_ key: ListedPublicKey) {
        self.init(
            value: Blob(key.der), validityStartTime: Timestamp(epochSeconds: key.validityStart),
            validityEndTime: Timestamp(epochSeconds: key.validityEnd), fingerprint: key.fingerprint
        )
    }
}
