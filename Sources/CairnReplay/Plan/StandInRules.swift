import CairnModel
import CairnWire

/// What stands in for what CloudTrail does not record.
enum StandInRules {
    /// A member that the model does not require, but the service does.
    struct Rule: Sendable {
        let member: String
        /// Members each of which makes the stand-in needless.
        let alternatives: [String]
        let value: WireValue

        func isNeeded(_ members: [WireValue.Member]) -> Bool {
            !members.contains { $0.name == member || alternatives.contains($0.name) }
        }
    }

    static func rules(service: String, operation: String) -> [Rule] { table[service]?[operation] ?? [] }

    private static let secret = Rule(
        member: "SecretString", alternatives: ["SecretBinary"], value: .string("placeholder"))
    private static let archive = Rule(
        member: "ZipFile", alternatives: ["S3Bucket", "ImageUri"], value: .blob(codeArchive))

    private static let table: [String: [String: [Rule]]] = [
        "iam": [
            "CreateLoginProfile": [Rule(member: "Password", alternatives: [], value: .string(password))],
            "UpdateLoginProfile": [
                Rule(member: "Password", alternatives: ["PasswordResetRequired"], value: .string(password))
            ],
        ],
        "lambda": ["UpdateFunctionCode": [archive]],
        "secretsmanager": ["CreateSecret": [secret], "PutSecretValue": [secret]],
    ]

    /// Members that a model requires and records leave out, though the model marks them as no secret.
    static let leftOut: [String: Set<String>] = [
        "athena": ["QueryString"], "codecommit": ["fileContent"], "cognito-idp": ["UserAttributes"],
        "dynamodb": ["Item", "Key"], "events": ["Detail"], "iam": ["AuthenticationCode1", "AuthenticationCode2"],
        "kms": ["Message", "Mac", "Signature"], "lambda": ["Code", "Content"], "logs": ["logEvents"],
        "sns": ["Message", "PublishBatchRequestEntries"], "sqs": ["MessageBody", "Entries"],
        "sts": ["SAMLAssertion", "WebIdentityToken"], "support": ["communicationBody", "subject"],
    ]

    /// Calls about several items at once, of which the record holds nothing.
    static let neverRecoverable: [String: Set<String>] = [
        "dynamodb": [
            "BatchExecuteStatement", "BatchWriteItem", "ExecuteTransaction", "TransactWriteItems",
        ]
    ]

    /// The members of calls about one item that hold the item or its key.
    static let itemMembers = ["DeleteItem": "Key", "PutItem": "Item", "UpdateItem": "Key"]

    // MARK: Values

    static let blob = WireValue.blob(Array("placeholder".utf8))
    /// Long enough, and of enough kinds of characters, for the password rules of AWS's services.
    static let password = "Cairn-Replay-1"
    /// Policies that give nobody anything.
    private static let policy =
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"sts:DecodeAuthorizationMessage","#
        + #""Resource":"*"}]}"#
    private static let trustPolicy =
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":{"Service":"lambda.amazonaws.com"},"#
        + #""Action":"sts:AssumeRole"}]}"#
    private static let shellScript = "IyEvYmluL3NoCg=="

    /// A value of the shape's kind that services take where they can.
    static func value(named path: String, shape: ShapeModel, event: RecordedEvent) -> WireValue {
        let name = path.split(separator: ".").last { Int($0) == nil }.map { $0.lowercased() } ?? ""
        switch shape.kind {
        case .string: return .string(text(named: name, region: event.region))
        case .integer, .double: return .number(JSONNumber(1))
        case .boolean: return .boolean(false)
        case .timestamp: return .timestamp(event.time ?? 0)
        case .blob: return blobs[name] ?? blob
        case .list: return .list([])
        case .map: return .map([])
        case .structure: return structure(named: name)
        }
    }

    private static func text(named name: String, region: String) -> String {
        if let text = texts[name] { return text }
        if name == "availabilityzone" { return region + "a" }
        if name.contains("cidr") { return "10.0.0.0/16" }
        if name.contains("password") { return password }
        if name.contains("userdata") { return shellScript }
        if name.contains("assumerolepolicy") { return trustPolicy }
        if name.contains("policydocument") || name == "policy" { return policy }
        if name.contains("email") || name.hasSuffix("addresses") { return "replay@example.com" }
        if name.contains("authenticationcode") { return "123456" }
        if name.hasSuffix("url") || name.hasSuffix("uri") { return "https://example.com/" }
        return "placeholder"
    }

    private static let blobs: [String: WireValue] = [
        "userdata": .blob(Array("#!/bin/sh\n".utf8)), "zipfile": .blob(codeArchive),
    ]

    /// Members that services check against lists of their own.
    private static let texts = [
        "billingmode": "PAY_PER_REQUEST", "dbinstanceclass": "db.t3.micro", "engine": "mysql",
        "handler": "index.handler", "runtime": "nodejs20.x", "type": "String",
    ]

    /// The code of a function and the content of a layer are structures around an archive.
    private static func structure(named name: String) -> WireValue {
        guard name == "code" || name == "content" else { return .structure([]) }
        return .structure([WireValue.Member("ZipFile", .blob(codeArchive))])
    }

    /// What a value is, for people; never the value of a secret that was supplied.
    static func describe(_ value: WireValue) -> String {
        switch value {
        case .string(let text): text.utf8.count <= 64 ? "'\(text)'" : "a text of \(text.utf8.count) bytes"
        case .blob(let bytes): "\(bytes.count) bytes"
        case .number(let number): number.literal
        case .boolean(let flag): flag ? "true" : "false"
        case .timestamp: "the event's time"
        case .list(let elements): elements.isEmpty ? "an empty list" : "a list of one"
        case .map, .structure, .document: "a made-up structure"
        case .null: "nothing"
        }
    }

    /// An archive with a handler that does nothing, for JavaScript and for Python.
    static let codeArchive: [UInt8] =
        Base64.bytes(
            """
            UEsDBBQAAAAAAAAAIQCGZ4n3JAAAACQAAAAIAAAAaW5kZXguanNleHBvcnRzLmhhbmRsZXIgPSBhc3luYyAoKSA9PiAoe30pOwpQ\
            SwMEFAAAAAAAAAAhABnkp1wyAAAAMgAAABIAAABsYW1iZGFfZnVuY3Rpb24ucHlkZWYgbGFtYmRhX2hhbmRsZXIoZXZlbnQsIGNv\
            bnRleHQpOgogICAgcmV0dXJuIHt9ClBLAQIUAxQAAAAAAAAAIQCGZ4n3JAAAACQAAAAIAAAAAAAAAAAAAACkAQAAAABpbmRleC5q\
            c1BLAQIUAxQAAAAAAAAAIQAZ5KdcMgAAADIAAAASAAAAAAAAAAAAAACkAUoAAABsYW1iZGFfZnVuY3Rpb24ucHlQSwUGAAAAAAIA\
            AgB2AAAArAAAAAAA
            """) ?? []
}
