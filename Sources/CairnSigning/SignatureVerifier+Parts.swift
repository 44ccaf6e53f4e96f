import CairnModel

extension SignatureVerifier {
    /// What a check needs of a signature, each part known to be there.
    struct Parts {
        let algorithm: SigningAlgorithm
        let scope: CredentialScope
        let regions: RegionSet
        let date: Double
        /// `yyyyMMddTHHmmssZ`
        let dateText: String

        /// - Throws: ``SignatureError`` `unsupported` or `malformed`.
        init(_ signature: RequestSignature, _ request: Request) throws(SignatureError) {
            guard let algorithm = SigningAlgorithm(signature.kind) else {
                throw SignatureError(
                    .unsupported, "Only AWS Signature Version 4 and 4A are supported. Use AWS4-HMAC-SHA256.")
            }
            self.algorithm = algorithm
            try Self.checkCompleteness(signature)
            scope = try Self.scope(signature, algorithm)
            guard let date = signature.date else {
                throw SignatureError(
                    .malformed, "Date must be in ISO-8601 'basic format'. See ISO-8601 https://www.iso.org.")
            }
            self.date = date
            dateText = ISO8601.compactString(epochSeconds: SigV4.wholeSeconds(date))
            regions = try Self.regions(signature, request, algorithm)
            try request.checkHeaders(signedHeaders: signature.signedHeaders)
        }

        private static func checkCompleteness(_ signature: RequestSignature) throws(SignatureError) {
            let place = signature.placement == .header ? "Authorization header" : "AWS query-string parameters must"
            var problems: [String] = []
            func require(_ name: String, _ isThere: Bool) {
                guard !isThere else { return }
                problems.append(
                    signature.placement == .header
                        ? "\(place) requires '\(name)' parameter." : "\(place) include 'X-Amz-\(name)'.")
            }
            require("Signature", !signature.signature.isEmpty)
            require("SignedHeaders", !signature.signedHeaders.isEmpty)
            if !problems.isEmpty { throw SignatureError(.malformed, problems.joined(separator: " ")) }
        }

        private static func scope(
            _ signature: RequestSignature, _ algorithm: SigningAlgorithm
        ) throws(SignatureError) -> CredentialScope {
            guard let service = signature.service, !signature.scopeDate.isEmpty,
                algorithm == .ecdsa || signature.region != nil
            else {
                let region = algorithm == .hmac ? "region/" : ""
                throw SignatureError(
                    .malformed,
                    "Credential must have exactly \(algorithm == .hmac ? 5 : 4) slash-delimited elements, "
                        + "e.g. keyid/date/\(region)service/term.")
            }
            return CredentialScope(
                date: signature.scopeDate, region: algorithm == .hmac ? signature.region : nil, service: service)
        }

        private static func regions(
            _ signature: RequestSignature, _ request: Request, _ algorithm: SigningAlgorithm
        ) throws(SignatureError) -> RegionSet {
            let text =
                algorithm == .hmac
                ? signature.region
                : signature.placement == .header
                    ? request.headers["X-Amz-Region-Set"] : request.queryItem("X-Amz-Region-Set")
            guard let text, !text.isEmpty else {
                throw SignatureError(.malformed, "Missing region set: X-Amz-Region-Set is required.")
            }
            return RegionSet(text)
        }
    }
}
