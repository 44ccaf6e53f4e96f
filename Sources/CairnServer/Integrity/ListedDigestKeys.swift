import CairnAPI
import CairnIntegrity
import CairnService

/// The keys that sign digests, for ListPublicKeys.
struct ListedDigestKeys: PublicKeySource {
    /// All of time, as far as keys know it.
    private static let always = -1e12...1e12

    let keys: DigestKeys

    func publicKeys(account: String, region: String) async throws(CloudTrailError) -> [ListedPublicKey] {
        do {
            let found = try await keys.publicKeys(
                in: region, from: Self.always.lowerBound, to: Self.always.upperBound)
            return found.map { key in
                ListedPublicKey(
                    der: key.value, validityStart: Double(key.validityStart), validityEnd: Double(key.validityEnd),
                    fingerprint: key.fingerprint)
            }
        } catch {
            throw CloudTrailError(.serviceUnavailable, "The keys of digests cannot be read: \(error)")
        }
    }
}
