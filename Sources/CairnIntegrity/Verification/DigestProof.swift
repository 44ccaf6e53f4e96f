/// Checks one digest for itself: pure.
struct DigestProof {
    /// What speaks against a digest.
    struct Failure: Error, Sendable, Hashable {
        let kind: IntegrityFinding.Kind
        let detail: String?
    }

    let bucket: String
    let region: String
    /// By fingerprint.
    let keys: [String: DigestPublicKey]

    init(bucket: String, region: String, keys: [DigestPublicKey]) {
        self.bucket = bucket
        self.region = region
        self.keys = Dictionary(keys.map { ($0.fingerprint, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Makes the checks of the AWS CLI in its order, and one more: is it the digest that the following one followed?
    ///
    /// - Parameter link: what the following digest says of this one, if it can be trusted.
    /// - Returns: `true` if the digest is proven, `false` if no signature is at hand.
    func proof(of digest: FoundDigest, link: DigestLink?) -> Result<Bool, Failure> {
        do throws(Failure) {
            let file = try content(of: digest)
            try checkMetadata(of: digest)
            try checkPlace(of: digest, file)
            let isProven = try checkSignature(of: digest, file, recordedSignature: link?.signature)
            if let hash = link?.sha256, hash.lowercased() != digest.sha256 {
                throw Failure(kind: .alteredDigest, detail: nil)
            }
            return .success(isProven)
        } catch {
            return .failure(error)
        }
    }

    private func content(of digest: FoundDigest) throws(Failure) -> DigestFile {
        switch digest.content {
        case .success(let file): return file
        case .failure(let failure): throw Failure(kind: failure.kind, detail: failure.detail)
        }
    }

    private func checkMetadata(of digest: FoundDigest) throws(Failure) {
        guard let metadata = digest.metadata else { return }
        guard metadata[SignedDigest.signatureName] != nil, metadata[SignedDigest.algorithmName] != nil else {
            throw Failure(kind: .missingSignature, detail: "the object has no metadata of its signature")
        }
        if digest.name.isBackfill, metadata[SignedDigest.backfillTimeName] == nil {
            throw Failure(kind: .unreadableDigest, detail: "the object has no metadata of the backfill's time")
        }
    }

    private func checkPlace(of digest: FoundDigest, _ file: DigestFile) throws(Failure) {
        guard file.bucket == bucket, file.key == digest.key else {
            throw Failure(kind: .movedDigest, detail: "from s3://\(file.bucket)/\(file.key)")
        }
    }

    private func checkSignature(
        of digest: FoundDigest, _ file: DigestFile, recordedSignature: String?
    ) throws(Failure) -> Bool {
        guard let key = keys[file.publicKeyFingerprint] else {
            let detail = "in region \(region) for fingerprint \(file.publicKeyFingerprint)"
            throw Failure(kind: .unknownKey, detail: detail)
        }
        let own = digest.metadata?[SignedDigest.signatureName]
        guard let signature = own ?? recordedSignature else { return false }
        let text = DigestSignature.stringToSign(for: file, sha256: digest.sha256 ?? "")
        if try isValid(signature, text, key) { return true }
        guard own != nil, let recordedSignature, try isValid(recordedSignature, text, key) else {
            throw Failure(kind: .badSignature, detail: nil)
        }
        let detail = "the digest is as it was signed, but its object has another signature"
        throw Failure(kind: .badSignature, detail: detail)
    }

    private func isValid(_ signature: String, _ text: String, _ key: DigestPublicKey) throws(Failure) -> Bool {
        do throws(IntegrityError) {
            return try DigestSignature.isValid(signature, of: text, key: key)
        } catch {
            throw Failure(kind: .unusableKey, detail: "fingerprint \(key.fingerprint)")
        }
    }
}
