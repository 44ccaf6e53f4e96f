/// What a trail needs of its role for CloudWatch Logs: CloudTrail assumes it, and it writes into the trail's streams.
///
/// CloudTrail brings no `aws:SourceArn` and no `aws:SourceAccount` here: "The role policy doesn't support the use of
/// aws:SourceArn and aws:SourceAccount."
struct LogsRoleRequirement {
    let logGroupARN: String
    let region: String
    let account: String
    let organizationID: String?

    static let trust = PolicyStatement(
        effect: .allow, principals: .service(RequiredPolicy.service), actions: .actions(["sts:AssumeRole"]))

    static func trustPermission(roleARN: String) -> RequiredPermission {
        RequiredPermission(
            action: "sts:AssumeRole", resource: roleARN, probes: [roleARN],
            context: ["aws:SecureTransport": "true"], statement: trust)
    }

    private var streams: [String] {
        let group = logGroupARN.hasSuffix(":*") ? String(logGroupARN.dropLast(2)) : logGroupARN
        let own = "\(group):log-stream:\(account)_CloudTrail_\(region)*"
        return [own] + (organizationID.map { ["\(group):log-stream:\($0)_*"] } ?? [])
    }

    var statements: [PolicyStatement] {
        [
            ("AWSCloudTrailCreateLogStream20141101", "logs:CreateLogStream"),
            ("AWSCloudTrailPutLogEvents20141101", "logs:PutLogEvents"),
        ]
        .map { sid, action in
            PolicyStatement(
                sid: sid, effect: .allow, actions: .actions([action]), resources: .resources(streams))
        }
    }

    /// Streams of the account, numbered ones too, and with an organization those of its members.
    private var probes: [String] {
        streams.map { stream in
            stream.hasSuffix("_*")
                ? stream.dropLast() + "\(account)_CloudTrail_\(region)" : String(stream.dropLast())
        }
    }

    var permissions: [RequiredPermission] {
        statements.map { statement in
            RequiredPermission(
                kind: .identity, action: statement.actions.texts[0], resource: streams.joined(separator: " and "),
                probes: probes, context: ["aws:SecureTransport": "true"], statement: statement)
        }
    }
}
