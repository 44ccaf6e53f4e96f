import CairnModel

/// Tells calls that only read from calls that change something.
///
/// The verb that an operation's name begins with decides, but for a table of exceptions. Measured on genuine records,
/// neither the models' own trait nor the HTTP method can stand in for it.
public enum ReadOnlyRules {
    /// - Parameters:
    ///   - label: the event source without `.amazonaws.com`.
    ///   - operation: the operation's name in its model.
    public static func isReadOnly(label: String, operation: String) -> Bool {
        if let exception = exceptions[label]?[operation] { return exception }
        return verbs.contains { beginsWithWord(operation, $0) }
    }

    /// Whether a PartiQL statement only reads.
    static func isReadOnly(statement: String) -> Bool {
        let word = statement.utf8.drop { $0 <= 0x20 || $0 == UInt8(ascii: "(") }.prefix(6)
        return String(decoding: word, as: UTF8.self).equalsIgnoringASCIICase("select")
    }

    /// `Get` begins `GetItem`, but not `Getaway`.
    private static func beginsWithWord(_ name: String, _ word: String) -> Bool {
        guard name.hasPrefix(word) else { return false }
        let next = name.utf8.dropFirst(word.utf8.count).first ?? UInt8(ascii: "A")
        return !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains(next)
    }

    private static let verbs = [
        "Get", "List", "Describe", "Head", "BatchGet", "Search", "Lookup", "Query", "Scan", "Select", "Check",
        "Estimate", "Preview", "Test", "Validate", "Verify", "Simulate", "Download", "View", "Detect", "Discover",
        "Decode", "Count", "Filter", "Poll",
    ]

    private static let exceptions: [String: [String: Bool]] = [
        "kms": all(
            "Encrypt", "Decrypt", "ReEncrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext",
            "GenerateDataKeyPair", "GenerateDataKeyPairWithoutPlaintext", "GenerateRandom", "GenerateMac", "VerifyMac",
            "Sign", "Verify", "DeriveSharedSecret", are: true),
        "sts": all("AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity", are: true)
            .merging(all("GetSessionToken", "GetFederationToken", are: false)) { $1 },
        "iam": all(
            "GenerateCredentialReport", "GenerateServiceLastAccessedDetails",
            "GenerateOrganizationsAccessReport", are: true),
        "dynamodb": ["TransactGetItems": true],
        "sqs": ["ReceiveMessage": false],
        "logs": ["StartQuery": true],
        "bedrock": all(
            "InvokeModel", "InvokeModelWithResponseStream", "Converse", "ConverseStream", are: true),
        "ses": all(
            "VerifyEmailIdentity", "VerifyEmailAddress", "VerifyDomainIdentity", "VerifyDomainDkim", are: false
        )
        .merging(["SendEmail": true]) { $1 },
        "cognito-idp": all(
            "AdminGetUser", "AdminGetDevice", "AdminListDevices", "AdminListGroupsForUser",
            "AdminListUserAuthEvents", are: true),
    ]

    private static func all(_ operations: String..., are value: Bool) -> [String: Bool] {
        Dictionary(uniqueKeysWithValues: operations.map { ($0, value) })
    }
}
