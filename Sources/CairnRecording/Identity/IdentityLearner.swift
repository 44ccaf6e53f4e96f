import CairnModel
import CairnWire

/// Reads from answers of IAM and STS whom access keys belong to, and tells the directory.
struct IdentityLearner: Sendable {
    let directory: IdentityDirectory
    let learnsFromGetCallerIdentity: Bool

    /// A call that succeeded, as far as learning needs it.
    struct Lesson {
        var operation: String
        var caller: CallerIdentity
        var input: WireValue
        var output: WireValue
        /// Seconds since the epoch.
        var time: Double
    }

    /// Whether the answer to an operation can teach something, so that it must be read.
    func isInstructive(service: String, operation: String) -> Bool {
        switch service {
        case "sts" where operation == "GetCallerIdentity": learnsFromGetCallerIdentity
        case "sts": Self.stsOperations.contains(operation)
        case "iam": Self.iamOperations.contains(operation)
        default: false
        }
    }

    private static let stsOperations: Set<String> = [
        "AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity", "AssumeRoot", "GetSessionToken",
        "GetFederationToken",
    ]

    private static let iamOperations: Set<String> = [
        "CreateUser", "GetUser", "UpdateUser", "DeleteUser", "CreateAccessKey", "DeleteAccessKey",
    ]

    func learn(_ lesson: Lesson) {
        switch lesson.operation {
        case "AssumeRole": learnRole(lesson)
        case "AssumeRoleWithSAML": learnRole(lesson)
        case "AssumeRoleWithWebIdentity": learnRole(lesson, isWebIdentity: true)
        case "AssumeRoot": learnRoot(lesson)
        case "GetSessionToken": learnOwnSession(lesson)
        case "GetFederationToken": learnFederatedUser(lesson)
        case "GetCallerIdentity": learnCaller(lesson)
        case "CreateUser", "GetUser": learnUser(lesson)
        case "UpdateUser": renameUser(lesson)
        case "DeleteUser": forgetUser(lesson)
        case "CreateAccessKey": learnAccessKey(lesson)
        case "DeleteAccessKey":
            if let key = lesson.input.text("AccessKeyId") { directory.learn(.forgottenKey(key)) }
        default: break
        }
    }
}

// MARK: - Sessions

extension IdentityLearner {
    private func learnRole(_ lesson: Lesson, isWebIdentity: Bool = false) {
        guard let key = lesson.newKey, let roleARN = lesson.input.text("RoleArn"),
            let assumed = lesson.output["AssumedRoleUser"]
        else { return }
        let id = assumed.text("AssumedRoleId")?.split(separator: ":", maxSplits: 1)
        let sessionName =
            id.flatMap { $0.count == 2 ? String($0[1]) : nil } ?? lesson.input.text("RoleSessionName") ?? ""
        let sourceIdentity =
            lesson.output.text("SourceIdentity") ?? lesson.input.text("SourceIdentity")
            ?? lesson.caller.session?.sourceIdentity
        guard
            var identity = CallerIdentity.assumedRole(
                roleARN: roleARN, roleID: id?.first.map(String.init), sessionName: sessionName, accessKeyID: key,
                creationDate: lesson.time, isMFAAuthenticated: lesson.isMFAAuthenticated,
                sourceIdentity: sourceIdentity)
        else { return }
        if let arn = assumed.text("Arn"), ARN(arn) != nil { identity.arn = arn }
        if isWebIdentity { addFederation(to: &identity, lesson) }
        keep(identity, lesson)
    }

    private func addFederation(to identity: inout CallerIdentity, _ lesson: Lesson) {
        let token = FederatedCaller.webToken(input: lesson.input, output: lesson.output)
        guard let provider = FederatedCaller.provider(issuer: token.issuer, roleARN: lesson.input.text("RoleArn"))
        else { return }
        identity.session?.federatedProvider = provider
        guard FederatedCaller.isBuiltIn(provider: provider) else { return }
        for (name, value) in [("aud", token.audience), ("sub", token.subject)] {
            guard let value else { continue }
            identity.session?.federationAttributes.append(.init(key: provider + ":" + name, value: .string(value)))
        }
    }

    private func learnRoot(_ lesson: Lesson) {
        guard let key = lesson.newKey, let target = lesson.input.text("TargetPrincipal") else { return }
        let account = ARN(target)?.accountID ?? target
        guard AccountID.isValid(account) else { return }
        var identity = CallerIdentity.root(
            accountID: account, accessKeyID: key, partition: directory.configuration.partition)
        identity.session = SessionContext(
            creationDate: lesson.time, sourceIdentity: lesson.output.text("SourceIdentity"), isAssumedRoot: true)
        keep(identity, lesson)
    }

    private func learnOwnSession(_ lesson: Lesson) {
        guard let key = lesson.newKey else { return }
        var identity = lesson.caller
        identity.accessKeyID = key
        identity.session = SessionContext(
            issuer: lesson.caller.session?.issuer, creationDate: lesson.time,
            isMFAAuthenticated: lesson.isMFAAuthenticated, sourceIdentity: lesson.caller.session?.sourceIdentity)
        keep(identity, lesson)
    }

    private func learnFederatedUser(_ lesson: Lesson) {
        guard let key = lesson.newKey, let user = lesson.output["FederatedUser"], let arn = user.text("Arn"),
            let account = ARN(arn)?.accountID
        else { return }
        let identity = CallerIdentity(
            kind: .federatedUser,
            principalID: user.text("FederatedUserId") ?? "\(account):\(lesson.input.text("Name") ?? "")", arn: arn,
            accountID: account, accessKeyID: key,
            session: SessionContext(issuer: SessionIssuer(lesson.caller), creationDate: lesson.time))
        keep(identity, lesson)
    }

    private func keep(_ identity: CallerIdentity, _ lesson: Lesson) {
        let end = lesson.expiration + IdentityDirectory.secondsKnownAfterExpiry
        directory.learn(.key(KnownCaller(identity, forgottenAt: end)))
    }
}

// MARK: - Users and their keys

extension IdentityLearner {
    private func learnUser(_ lesson: Lesson) {
        guard let user = lesson.output["User"], let arn = user.text("Arn").flatMap(ARN.init),
            arn.resource.hasPrefix("user/"), let account = arn.accountID, let name = user.text("UserName"),
            let id = user.text("UserId")
        else { return }
        let path = user.text("Path") ?? "/"
        directory.learn(.user(KnownUser(accountID: account, name: name, path: path, principalID: id)))
    }

    private func renameUser(_ lesson: Lesson) {
        guard let account = lesson.caller.accountID, let name = lesson.input.text("UserName") else { return }
        var user = directory.user(named: name, accountID: account)
        user.name = lesson.input.text("NewUserName") ?? name
        user.path = lesson.input.text("NewPath") ?? user.path
        if user.name != name { directory.learn(.forgottenUser(accountID: account, name: name)) }
        directory.learn(.user(user))
    }

    private func forgetUser(_ lesson: Lesson) {
        guard let account = lesson.caller.accountID, let name = lesson.input.text("UserName") else { return }
        directory.learn(.forgottenUser(accountID: account, name: name))
    }

    private func learnAccessKey(_ lesson: Lesson) {
        guard let accessKey = lesson.output["AccessKey"], let key = accessKey.text("AccessKeyId"),
            let name = accessKey.text("UserName") ?? lesson.input.text("UserName"),
            let account = lesson.caller.accountID
        else { return }
        let user = directory.user(named: name, accountID: account)
        let identity = CallerIdentity.iamUser(
            name: user.name, path: user.path, accountID: account, principalID: user.principalID, accessKeyID: key,
            partition: directory.configuration.partition)
        directory.learn(.key(KnownCaller(identity)))
    }

    /// Who an unknown key is by the upstream's own word. Emulators that make up a caller do not use IAM's ARNs for
    /// users, so such a caller is not taken.
    private func learnCaller(_ lesson: Lesson) {
        guard let key = lesson.caller.accessKeyID, !directory.knows(accessKeyID: key, at: lesson.time),
            let arnText = lesson.output.text("Arn"), let arn = ARN(arnText), let account = arn.accountID,
            let id = lesson.output.text("UserId")
        else { return }
        let parts = arn.resource.split(separator: "/")
        switch (arn.service, parts.first) {
        case ("iam", "root"):
            directory.learn(.key(KnownCaller(.root(accountID: account, accessKeyID: key))))
        case ("iam", "user"):
            let identity = CallerIdentity(
                kind: .iamUser, principalID: id, arn: arnText, accountID: account, accessKeyID: key,
                userName: parts.last.map(String.init))
            directory.learn(.key(KnownCaller(identity)))
        case ("sts", "assumed-role") where parts.count == 3:
            let identity = CallerIdentity.assumedRole(
                roleARN: "arn:\(arn.partition):iam::\(account):role/\(parts[1])",
                roleID: id.split(separator: ":").first.map(String.init), sessionName: String(parts[2]),
                accessKeyID: key, creationDate: lesson.time)
            if let identity { directory.learn(.key(KnownCaller(identity, forgottenAt: lesson.time + 43_200))) }
        default: break
        }
    }
}

extension IdentityLearner.Lesson {
    /// The key that the answer hands out.
    fileprivate var newKey: String? { output["Credentials"]?.text("AccessKeyId") }

    /// When the new credentials end, in seconds since the epoch; twelve hours, the longest a role has, if not said.
    fileprivate var expiration: Double {
        guard case .timestamp(let end)? = output["Credentials"]?["Expiration"] else { return time + 43_200 }
        return end
    }

    fileprivate var isMFAAuthenticated: Bool {
        if input.text("SerialNumber") != nil, input.text("TokenCode") != nil { return true }
        return caller.kind == .iamUser && caller.session?.isMFAAuthenticated == true
    }
}

extension WireValue {
    /// A text member that is not empty, cut to what a record holds of any one text.
    func text(_ name: String) -> String? {
        guard let text = self[name]?.stringValue, !text.isEmpty else { return nil }
        return text.truncated(toUTF8Count: SizeLimits.text)
    }
}
