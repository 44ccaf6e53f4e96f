/// Tells from a name alone whether its value is likely to be a secret.
///
/// The models mark most secrets; these names catch those that they do not (`DomainJoinPassword`, `HECToken`,
/// `privateKeyBase64`), members that no model knows, and the names that callers choose (`DB_PASSWORD`).
/// Names are compared folded: in lower case, letters and digits alone.
enum SecretNames {
    private static let memberEndings = NameEndings(
        """
        password passwords passwd passphrase passcode pwd secret secrets secretkey secretstring secretbinary
        secretaccesskey secrettoken secretvalue privatekey privatekeybase64 privatekeypem privatekeyplaintext
        keymaterial plaintext apikey apikeyvalue authkey presharedkey tokenkey datakey personalpin userdata
        authcode authorizationcode authenticationcode verificationcode onetimepassword otp tokencode codeverifier
        tokenvalue tokensignature authtoken accesstoken refreshtoken idtoken bearertoken sessiontoken securitytoken
        authorizationtoken apitoken oauthtoken oauth2token webidentitytoken identitytoken connectiontoken
        participanttoken registrationtoken confirmationtoken devicetoken hectoken grafanatoken signedtoken
        profiletoken jobtoken exporttoken actortoken subjecttoken bootstraptoken licenseconsumptiontoken
        billingtoken viewtoken updatedtoken jointoken jwttoken usertoken authenticationtoken secrethash
        passwordverifier
        samlassertion clientassertion contextassertion credential credentials connectionstring presignedurl
        signedurl uploadurl
        """)

    private static let memberNames: Set<String> = ["token", "jwt", "pin"]

    /// Words inside names that callers choose.
    private static let keyWords = ["password", "passwd", "passphrase", "secret", "privatekey", "apikey", "accesskey"]

    private static let keyEndings = NameEndings(
        """
        token credential credentials pwd pass authkey encryptionkey signingkey connectionstring authorization
        """)

    /// Ends of names that tell about a secret without being it.
    private static let harmlessEndings = NameEndings(
        """
        arn arns id ids name names type policy version versions stage stages days age length enabled required
        expiration lastused lastchanged lastmodified format status nexttoken clienttoken requesttoken
        idempotencytoken paginationtoken
        """)

    /// Whether a member of that name should not be recorded when it holds text or bytes.
    static func isSecretMember(_ name: String) -> Bool {
        var folded = RecordKey.foldedBytes(name)
        if memberEndings.match(folded) { return true }
        // Members may be numbered: `AuthenticationCode1`.
        let count = folded.count
        while let last = folded.last, last <= UInt8(ascii: "9") { folded.removeLast() }
        if folded.count < count, memberEndings.match(folded) { return true }
        return folded.count <= 5 && memberNames.contains(String(decoding: folded, as: UTF8.self))
    }

    /// Whether the value under a key that the caller chose should not be recorded.
    static func isSecretKey(_ key: String) -> Bool {
        guard key.utf8.count <= 512 else { return false }
        let bytes = RecordKey.foldedBytes(key)
        if harmlessEndings.match(bytes) { return false }
        if keyEndings.match(bytes) { return true }
        let folded = String(decoding: bytes, as: UTF8.self)
        return keyWords.contains { folded.contains($0) }
    }
}

/// Endings of names, found by their last letter first.
struct NameEndings: Sendable {
    private var buckets: [[[UInt8]]]

    /// - Parameter list: the endings, separated by white space.
    init(_ list: String) {
        buckets = Array(repeating: [], count: 256)
        for ending in list.split(whereSeparator: \.isWhitespace) {
            let bytes = Array(ending.utf8)
            if let last = bytes.last { buckets[Int(last)].append(bytes) }
        }
    }

    func match(_ name: [UInt8]) -> Bool {
        guard let last = name.last else { return false }
        return buckets[Int(last)].contains { ending in
            name.count >= ending.count && name[(name.count - ending.count)...].elementsEqual(ending)
        }
    }
}
