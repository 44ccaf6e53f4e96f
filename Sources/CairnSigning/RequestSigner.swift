import CairnModel

/// Puts a signature into a request: what both algorithms have in common.
struct RequestSigner<Failure: Error> {
    let algorithm: SigningAlgorithm
    let credentials: SigningCredentials
    let scope: CredentialScope
    /// `yyyyMMddTHHmmssZ`
    let date: String
    /// Only for the asymmetric algorithm.
    let regionSet: String?
    /// Signs a text; the result in hexadecimal.
    let signature: (String) throws(Failure) -> String

    func sign(
        method: String, target: String, headers: HeaderFields, payload: SigV4.Payload
    ) throws(Failure) -> SigV4.SignedRequest {
        let target = SigV4.withoutSignature(target)
        var headers = headers
        headers["Authorization"] = nil
        headers["X-Amz-Date"] = date
        headers["X-Amz-Region-Set"] = regionSet
        headers["X-Amz-Security-Token"] = credentials.sessionToken
        let hash = payload.hash
        if SigV4.needsPayloadHeader(payload, headers, service: scope.service) {
            headers["X-Amz-Content-SHA256"] = hash
        }
        let names = SigV4.signedHeaderNames(headers)
        let request = CanonicalRequest(
            method: method, target: target, headers: headers, signedHeaders: names, payloadHash: hash,
            service: scope.service)
        let signature = try signature(request.stringToSign(algorithm, date: date, scope: scope.text))
        headers["Authorization"] =
            "\(algorithm.name) Credential=\(credentials.accessKeyID)/\(scope.text), "
            + "SignedHeaders=\(names.joined(separator: ";")), Signature=\(signature)"
        return SigV4.SignedRequest(target: target, headers: headers)
    }

    func presign(method: String, target: String, host: String, expiresInSeconds: Int) throws(Failure) -> String {
        var target = SigV4.withoutSignature(target)
        for (name, value) in queryItems(expiresInSeconds: expiresInSeconds) {
            target += (target.utf8.contains(UInt8(ascii: "?")) ? "&" : "?") + name + "="
            target += URIEncoding.encode(value.utf8, keepsSlashes: false)
        }
        let isUnsigned = SigV4.takesPathsLiterally(scope.service)
        let request = CanonicalRequest(
            method: method, target: target, headers: ["Host": host], signedHeaders: ["host"],
            payloadHash: (isUnsigned ? SigV4.Payload.unsigned : .bytes([])).hash, service: scope.service)
        let signature = try signature(request.stringToSign(algorithm, date: date, scope: scope.text))
        return target + "&X-Amz-Signature=" + signature
    }

    private func queryItems(expiresInSeconds: Int) -> [(String, String)] {
        var items = [
            ("X-Amz-Algorithm", algorithm.name), ("X-Amz-Credential", "\(credentials.accessKeyID)/\(scope.text)"),
            ("X-Amz-Date", date), ("X-Amz-Expires", String(expiresInSeconds)), ("X-Amz-SignedHeaders", "host"),
        ]
        if let regionSet { items.append(("X-Amz-Region-Set", regionSet)) }
        if let token = credentials.sessionToken { items.append(("X-Amz-Security-Token", token)) }
        return items
    }
}
