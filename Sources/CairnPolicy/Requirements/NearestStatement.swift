/// Looks for the statement that nearly allows a request, and says what keeps it from doing so.
struct NearestStatement {
    struct Finding {
        let cause: MissingStatement.Cause
        let detail: String
    }

    let permission: RequiredPermission
    let request: PolicyRequest

    func finding(in policies: [PolicyDocument]) -> Finding {
        var nearest: (closeness: Int, finding: Finding)?
        for (documentIndex, policy) in policies.enumerated() {
            for (index, statement) in policy.statements.enumerated() where statement.effect == .allow {
                guard statement.matchesAction(request) else { continue }
                let reference = PolicyStatementReference(
                    documentIndex: documentIndex, statementIndex: index, sid: statement.sid)
                let finding = finding(statement, reference)
                let closeness = 2 * closeness(of: statement) + (finding.cause.isTelling ? 1 : 0)
                if nearest.map({ closeness > $0.closeness }) ?? true { nearest = (closeness, finding) }
            }
        }
        return nearest?.finding ?? Finding(cause: .noStatement, detail: "no statement allows \(permission.action)")
    }

    /// A statement for CloudTrail is nearer than one for the resource, and that nearer than one with the conditions.
    private func closeness(of statement: PolicyStatement) -> Int {
        var closeness = 0
        if matchesPrincipal(statement) { closeness += 4 }
        if statement.matchesResource(request, as: permission.kind) { closeness += 2 }
        if statement.conditions.allSatisfy({ $0.isMet(in: request.context) }) { closeness += 1 }
        return closeness
    }

    private func matchesPrincipal(_ statement: PolicyStatement) -> Bool {
        statement.matchesPrincipal(request, as: permission.kind) != .none
    }

    private func finding(_ statement: PolicyStatement, _ reference: PolicyStatementReference) -> Finding {
        guard matchesPrincipal(statement) else { return otherPrincipal(statement, reference) }
        guard statement.matchesResource(request, as: permission.kind) else {
            return otherResource(statement, reference)
        }
        for condition in statement.conditions where !condition.isMet(in: request.context) {
            return unmet(condition, reference)
        }
        return Finding(cause: .noStatement, detail: "\(reference) does not apply")
    }

    private func otherPrincipal(_ statement: PolicyStatement, _ reference: PolicyStatementReference) -> Finding {
        guard let principals = statement.principals else {
            return Finding(cause: .otherPrincipal, detail: "\(reference) names no principal")
        }
        return Finding(
            cause: .otherPrincipal,
            detail: "\(reference) allows it to \(principals.json), not to {\"Service\":\"\(RequiredPolicy.service)\"}")
    }

    private func unmet(_ condition: PolicyCondition, _ reference: PolicyStatementReference) -> Finding {
        let wanted = condition.texts.map { "'\($0)'" }.joined(separator: " or ")
        let found = request.context[condition.key].map { "'\($0.joined(separator: "', '"))'" }
        return Finding(
            cause: Self.cause(ofKey: condition.key),
            detail: "\(reference) has the condition \(condition.operator.name) \(condition.key) \(wanted); "
                + (found.map { "CloudTrail's call has \($0)" } ?? "CloudTrail's call has no such key"))
    }

    private static func cause(ofKey key: String) -> MissingStatement.Cause {
        switch key.lowercased() {
        case "aws:sourcearn": .sourceARN
        case "aws:sourceaccount": .sourceAccount
        case "s3:x-amz-acl": .accessControlList
        case let key where key.hasPrefix("kms:encryptioncontext"): .encryptionContext
        default: .otherCondition
        }
    }
}

extension NearestStatement {
    private func otherResource(_ statement: PolicyStatement, _ reference: PolicyStatementReference) -> Finding {
        let texts = statement.resources?.texts ?? []
        let allowed = texts.joined(separator: ", ")
        let negation = statement.resources?.isNegated == true ? "all but " : ""
        let opening = "\(reference) allows it on \(negation)\(allowed)"
        for text in texts where negation.isEmpty {
            if let finding = otherFolder(text, opening) { return finding }
        }
        return Finding(cause: .otherResource, detail: "\(opening), which does not cover it")
    }

    /// Compares `<bucket>/<prefix>AWSLogs/<owner>/*` of a statement with what the trail needs.
    private func otherFolder(_ text: String, _ opening: String) -> Finding? {
        guard let bucket = permission.bucket, let folder = permission.folder, let owner = permission.owner,
            let path = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).last,
            path.hasPrefix(bucket + "/"), let start = Self.position(of: "AWSLogs/", in: path)
        else { return nil }
        let found = path[path.index(path.startIndex, offsetBy: bucket.count + 1)..<start]
        guard found == folder else {
            return Finding(
                cause: .wrongPrefix,
                detail: "\(opening): its prefix is \(Self.quoted(found)), the trail's is \(Self.quoted(folder[...]))")
        }
        let foundOwner = path[start...].dropFirst("AWSLogs/".count).prefix { $0 != "/" }
        guard !foundOwner.isEmpty, foundOwner != "*", foundOwner != owner else { return nil }
        let isOrganization = owner.hasPrefix("o-")
        return Finding(
            cause: isOrganization && foundOwner.hasPrefix("o-") ? .otherOrganization : .otherAccount,
            detail: "\(opening): that is the folder of \(foundOwner), the trail writes to the one of \(owner)")
    }

    private static func quoted(_ folder: Substring) -> String {
        folder.isEmpty ? "empty" : "'\(folder.hasSuffix("/") ? folder.dropLast() : folder)'"
    }

    /// Where a text begins as a folder's name: at the start, or behind a slash.
    private static func position(of name: String, in path: Substring) -> Substring.Index? {
        var index = path.startIndex
        while index < path.endIndex {
            if path[index...].hasPrefix(name) { return index }
            guard let slash = path[index...].firstIndex(of: "/") else { return nil }
            index = path.index(after: slash)
        }
        return nil
    }
}

extension MissingStatement.Cause {
    /// Whether it says more than that the resource is another one; of equals the telling one is named. An account's
    /// folder tells nothing about an organization's, which stands beside it.
    fileprivate var isTelling: Bool { self != .otherResource && self != .otherAccount }
}
