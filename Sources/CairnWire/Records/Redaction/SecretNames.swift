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
        .map { Array($0.utf8) }

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
        RecordKey.withFoldedBytes(of: name) { folded in
            if memberEndings.match(folded) { return true }
            // Members may be numbered: `AuthenticationCode1`.
            var count = folded.count
            while count > 0, folded[count - 1] <= UInt8(ascii: "9") { count -= 1 }
            let rest = UnsafeBufferPointer(rebasing: folded[..<count])
            if count < folded.count, memberEndings.match(rest) { return true }
            return count <= 5 && memberNames.contains(String(decoding: rest, as: UTF8.self))
        }
    }

    /// Whether the value under a key that the caller chose should not be recorded.
    static func isSecretKey(_ key: String) -> Bool {
        guard key.utf8.count <= 512 else { return false }
        return RecordKey.withFoldedBytes(of: key) { bytes in
            if harmlessEndings.match(bytes) { return false }
            if keyEndings.match(bytes) { return true }
            return keyWords.contains { holds($0, bytes) }
        }
    }

    private static func holds(_ word: [UInt8], _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count >= word.count else { return false }
        return (0...text.count - word.count).contains { start in
            text[start] == word[0] && text[start..<start + word.count].elementsEqual(word)
        }
    }
}

/// Endings of names, found by their last letter first.
struct NameEndings: Sendable {
    /// The endings back to back, those with the same last letter together.
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    /// By last letter, the places in `ends`.
    private var buckets = Array(repeating: 0..<0, count: 256)

    /// - Parameter list: the endings, separated by white space.
    init(_ list: String) {
        let endings = list.split(whereSeparator: \.isWhitespace).map { Array($0.utf8) }
        for (last, group) in Dictionary(grouping: endings, by: { $0[$0.count - 1] }) {
            let start = ends.count
            for ending in group {
                bytes += ending
                ends.append(bytes.count)
            }
            buckets[Int(last)] = start..<ends.count
        }
    }

    func match(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let last = name.last else { return false }
        for index in buckets[Int(last)] {
            let start = index == 0 ? 0 : ends[index - 1]
            if matches(start..<ends[index], name) { return true }
        }
        return false
    }

    private func matches(_ ending: Range<Int>, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        let surplus = name.count - ending.count
        guard surplus >= 0 else { return false }
        for offset in 0..<ending.count where bytes[ending.lowerBound + offset] != name[surplus + offset] {
            return false
        }
        return true
    }
}
