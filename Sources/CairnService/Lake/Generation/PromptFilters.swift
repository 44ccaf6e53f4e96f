import CairnModel

/// The conditions that a prompt names: services, operations, identities, addresses, errors.
struct PromptFilters {
    /// Names of services as people write them, and the first part of their event source.
    private static let services: [(String, String)] = [
        ("secrets manager", "secretsmanager"), ("api gateway", "apigateway"), ("step functions", "states"),
        ("cloudwatch logs", "logs"), ("parameter store", "ssm"), ("identity center", "sso"), ("s3", "s3"),
        ("sns", "sns"), ("sqs", "sqs"), ("ec2", "ec2"), ("iam", "iam"), ("sts", "sts"), ("kms", "kms"), ("rds", "rds"),
        ("lambda", "lambda"), ("dynamodb", "dynamodb"), ("cloudformation", "cloudformation"), ("eks", "eks"),
        ("ecs", "ecs"), ("ecr", "ecr"), ("ssm", "ssm"), ("secretsmanager", "secretsmanager"),
        ("bedrock", "bedrock"), ("athena", "athena"), ("glue", "glue"), ("redshift", "redshift"),
        ("route53", "route53"), ("cloudfront", "cloudfront"), ("guardduty", "guardduty"), ("config", "config"),
        ("organizations", "organizations"), ("elasticache", "elasticache"), ("kinesis", "kinesis"),
        ("cloudwatch", "monitoring"), ("eventbridge", "events"), ("signin", "signin"), ("backup", "backup"),
        ("efs", "elasticfilesystem"), ("sagemaker", "sagemaker"), ("waf", "wafv2"), ("acm", "acm"),
    ]

    /// Verbs of people, and how names of operations begin that do it.
    private static let verbs: [(words: [String], prefixes: [String])] = [
        (["deleted", "delete", "deletes", "deleting", "deletion", "removed", "destroyed"], ["Delete", "Remove"]),
        (["created", "create", "creates", "creating", "creation"], ["Create"]),
        (["updated", "update", "updates", "modified", "modify", "modifies"], ["Update", "Modify"]),
        (["terminated", "terminate", "termination"], ["Terminate"]), (["launched", "launch"], ["Run", "Start"]),
        (["started", "start"], ["Start", "Run"]), (["stopped", "stop"], ["Stop"]), (["attached"], ["Attach"]),
        (["detached"], ["Detach"]), (["disabled", "disable"], ["Disable"]), (["enabled", "enable"], ["Enable"]),
        (["assumed", "assume"], ["AssumeRole"]), (["tagged"], ["Tag", "CreateTags", "AddTags"]),
    ]

    /// What is created or deleted, as names of operations have it.
    private static let things: [(String, String)] = [
        ("security group", "SecurityGroup"), ("access key", "AccessKey"), ("user", "User"), ("role", "Role"),
        ("bucket", "Bucket"), ("instance", "Instance"), ("policy", "Policy"), ("key", "Key"), ("group", "Group"),
        ("trail", "Trail"), ("function", "Function"), ("table", "Table"), ("object", "Object"), ("volume", "Volume"),
        ("snapshot", "Snapshot"), ("topic", "Topic"), ("queue", "Queue"), ("secret", "Secret"), ("stack", "Stack"),
        ("cluster", "Cluster"), ("vpc", "Vpc"), ("subnet", "Subnet"), ("database", "DB"),
    ]

    static func conditions(_ words: inout PromptWords) -> [String] {
        var conditions = signIns(&words) + errors(&words)
        conditions += operations(&words)
        for (name, source) in services where words.has(name) {
            conditions.append("eventSource = '\(source).amazonaws.com'")
            break
        }
        conditions += tokens(&words)
        if words.has("root user", "root account", "root") { conditions.append("userIdentity.type = 'Root'") }
        if words.has("without mfa", "no mfa") {
            conditions.append("userIdentity.sessionContext.attributes.mfaAuthenticated = 'false'")
        }
        if words.has("read only", "read-only", "readonly", "reading calls", "reads") {
            conditions.append("readOnly = true")
        } else if words.has("write", "writing", "mutating", "changes", "changed", "modifications") {
            conditions.append("readOnly = false")
        }
        return conditions
    }

    private static func signIns(_ words: inout PromptWords) -> [String] {
        let isSignIn = words.has(
            "console login", "console logins", "console sign-ins", "console sign-in", "signed in", "logged into",
            "sign-ins", "sign-in", "login", "logins", "signin")
        guard isSignIn else { return [] }
        var conditions = ["eventName = 'ConsoleLogin'"]
        _ = words.has("console")
        if words.has("failed", "failure", "unsuccessful") {
            conditions.append("element_at(responseElements, 'ConsoleLogin') = 'Failure'")
        } else if words.has("successful", "succeeded", "success") {
            conditions.append("element_at(responseElements, 'ConsoleLogin') = 'Success'")
        }
        if words.has("without mfa", "no mfa") { conditions.append("element_at(additionalEventData, 'MFAUsed') = 'No'") }
        return conditions
    }

    private static func errors(_ words: inout PromptWords) -> [String] {
        if words.has("access denied", "denied", "unauthorized", "not authorized", "forbidden", "accessdenied") {
            _ = words.has("errors", "error")
            return ["(errorCode LIKE '%AccessDenied%' OR errorCode LIKE '%Unauthorized%')"]
        }
        if words.has("throttled", "throttling", "rate limited") {
            _ = words.has("errors", "error")
            return ["errorCode LIKE '%Throttl%'"]
        }
        guard words.has("error", "errors", "failed", "failure", "failures", "failing", "unsuccessful") else {
            return []
        }
        _ = words.has("error codes", "error code", "codes", "code")
        return ["errorCode IS NOT NULL"]
    }

    private static func operations(_ words: inout PromptWords) -> [String] {
        for (forms, prefixes) in verbs {
            guard let form = forms.first(where: { words.take($0) != nil }) else { continue }
            let thing =
                form == "assumed" || form == "assume" ? nil : things.first { words.take($0.0, isNew: true) != nil }?.1
            if form.hasPrefix("assume") { _ = words.has("role") }
            let patterns = prefixes.map { "eventName LIKE '\($0)\(thing ?? "")%'" }
            return [patterns.count == 1 ? patterns[0] : "(" + patterns.joined(separator: " OR ") + ")"]
        }
        return []
    }

    /// Names, addresses and ids that stand in the prompt as they are.
    private static func tokens(_ words: inout PromptWords) -> [String] {
        var conditions: [String] = []
        for index in words.words.indices where !words.understood.contains(index) {
            let word = words.words[index]
            guard let condition = condition(word, before: index > 0 ? words.words[index - 1].lower : "") else {
                continue
            }
            words.understand(index)
            conditions.append(condition)
        }
        return conditions
    }

    private static func condition(_ word: PromptWords.Word, before: String) -> String? {
        let text = literal(word.text)
        if word.text.hasPrefix("arn:") { return "userIdentity.arn = \(text)" }
        if word.text.hasSuffix(".amazonaws.com") { return "eventSource = \(text)" }
        if word.text.hasPrefix("AKIA") || word.text.hasPrefix("ASIA"), word.text.utf8.count >= 16 {
            return "userIdentity.accessKeyId = \(text)"
        }
        if AccountID.isValid(word.text) { return "recipientAccountId = \(text)" }
        if isRegion(word.lower) { return "awsRegion = \(literal(word.lower))" }
        if isAddress(word.text) { return "sourceIPAddress = \(text)" }
        if isErrorCode(word.text) { return "errorCode = \(text)" }
        if isOperation(word.text) { return "eventName = \(text)" }
        switch before {
        case "user", "named", "username": return "userIdentity.userName = \(text)"
        case "role": return "userIdentity.sessionContext.sessionIssuer.userName = \(text)"
        case "bucket": return "element_at(requestParameters, 'bucketName') = \(text)"
        default: return nil
        }
    }

    private static func literal(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }

    private static func isRegion(_ word: String) -> Bool {
        let parts = word.split(separator: "-")
        return (3...4).contains(parts.count) && parts[0].count == 2 && parts.last?.allSatisfy(\.isNumber) == true
            && parts.dropLast().allSatisfy { $0.allSatisfy(\.isLetter) }
    }

    private static func isAddress(_ word: String) -> Bool {
        let parts = word.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { Int($0).map { (0...255).contains($0) } ?? false }
    }

    private static func isErrorCode(_ word: String) -> Bool {
        isCamelCase(word) && (word.hasSuffix("Exception") || word.hasSuffix("Error"))
    }

    /// `DeleteBucket`
    private static func isOperation(_ word: String) -> Bool { isCamelCase(word) }

    private static func isCamelCase(_ word: String) -> Bool {
        guard let first = word.first, first.isUppercase, word.allSatisfy({ $0.isLetter || $0.isNumber }) else {
            return false
        }
        return word.dropFirst().contains(where: \.isUppercase) && word.contains(where: \.isLowercase)
    }
}
