import CairnModel

/// Reads the parts of a policy document and says where one is wrong.
struct PolicyParser {
    let kind: PolicyKind?
    private var variablesAreKnown = false
    /// The statement that is being read.
    private var index: Int?

    init(kind: PolicyKind?) { self.kind = kind }

    mutating func document(_ json: JSON) throws(PolicyError) -> PolicyDocument {
        guard case .object(let object) = json else {
            throw PolicyError(.invalidElement, "A policy document is a JSON object")
        }
        try check(object, known: ["Version", "Id", "Statement"])
        let version = try version(object["Version"])
        variablesAreKnown = version == .v2012
        let id = try object["Id"].map { json throws(PolicyError) in try string(json, "Id") }
        return PolicyDocument(version: version, id: id, statements: try statements(object["Statement"]))
    }

    private func version(_ json: JSON?) throws(PolicyError) -> PolicyDocument.Version {
        guard let json else { return .v2008 }
        guard let version = json.stringValue.flatMap(PolicyDocument.Version.init) else {
            throw error(.invalidElement, "Version", "the version is 2012-10-17 or 2008-10-17; got \(json)")
        }
        return version
    }

    private mutating func statements(_ json: JSON?) throws(PolicyError) -> [PolicyStatement] {
        let list: [JSON]
        switch json {
        case .array(let elements): list = elements
        case .object(let object): list = [.object(object)]
        case .none: throw error(.missingElement, "Statement", "a policy has at least one statement")
        default: throw error(.invalidElement, "Statement", "a statement is a JSON object, or a list of them")
        }
        guard !list.isEmpty else { throw error(.missingElement, "Statement", "a policy has at least one statement") }
        var statements: [PolicyStatement] = []
        for (index, element) in list.enumerated() {
            self.index = index
            statements.append(try statement(element))
        }
        index = nil
        if kind == .identity { try checkSids(statements) }
        return statements
    }

    private func checkSids(_ statements: [PolicyStatement]) throws(PolicyError) {
        var seen: Set<String> = []
        for (index, statement) in statements.enumerated() {
            guard let sid = statement.sid, !sid.isEmpty else { continue }
            guard sid.utf8.allSatisfy(\.isLetterOrDigit) else {
                throw PolicyError(
                    .invalidElement, statement: index, element: "Sid",
                    "an identity policy's ids are letters and digits; got '\(sid)'")
            }
            guard seen.insert(sid).inserted else {
                throw PolicyError(
                    .duplicateElement, statement: index, element: "Sid", "two statements have the id '\(sid)'")
            }
        }
    }

    private func statement(_ json: JSON) throws(PolicyError) -> PolicyStatement {
        guard case .object(let object) = json else {
            throw error(.invalidElement, nil, "a statement is a JSON object")
        }
        try check(object, known: Self.statementElements)
        let sid = try object["Sid"].map { json throws(PolicyError) in try string(json, "Sid") }
        let resources = try resources(object)
        if kind == .identity, resources == nil {
            throw error(.missingElement, "Resource", "a statement of an identity policy names resources")
        }
        return PolicyStatement(
            sid: sid, effect: try effect(object["Effect"]), principals: try principals(object),
            actions: try actions(object), resources: resources, conditions: try conditions(object["Condition"]))
    }

    private static let statementElements: Set<String> = [
        "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition",
    ]

    private func effect(_ json: JSON?) throws(PolicyError) -> PolicyStatement.Effect {
        guard let json else { throw error(.missingElement, "Effect", "a statement has an effect, Allow or Deny") }
        guard let effect = json.stringValue.flatMap(PolicyStatement.Effect.init) else {
            throw error(.invalidElement, "Effect", "the effect is Allow or Deny; got \(json)")
        }
        return effect
    }
}

extension PolicyParser {
    private func principals(_ object: JSONObject) throws(PolicyError) -> PolicyPrincipals? {
        let found = try one(of: ("Principal", "NotPrincipal"), object)
        switch kind {
        case .identity where found != nil:
            throw error(.conflictingElements, found?.name, "an identity policy names no principals")
        case .resource where found == nil:
            throw error(.missingElement, "Principal", "a statement of a resource's policy names principals")
        default: break
        }
        guard let found else { return nil }
        do {
            let entries = try PrincipalParser.entries(found.value)
            return PolicyPrincipals(entries: entries, isNegated: found.isNegated, json: found.value)
        } catch {
            throw self.error(.invalidPrincipal, found.name, error.message)
        }
    }

    private func actions(_ object: JSONObject) throws(PolicyError) -> PolicyPatterns {
        guard let found = try one(of: ("Action", "NotAction"), object) else {
            throw error(.missingElement, "Action", "a statement contains actions")
        }
        let texts = try strings(found.value, found.name)
        guard !texts.isEmpty else { throw error(.missingElement, found.name, "a statement contains actions") }
        for text in texts where !Self.isAction(text) {
            throw error(
                .invalidAction, found.name,
                "'\(text)' is not an action: write the service's prefix and a name, such as s3:PutObject, or *")
        }
        return .actions(texts, isNegated: found.isNegated)
    }

    private static func isAction(_ text: String) -> Bool {
        if text == "*" { return true }
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return false }
        let isService = parts[0].elementsEqual("*".utf8) || parts[0].allSatisfy { $0.isLetterOrDigit || $0 == 0x2D }
        return isService && parts[1].allSatisfy { $0.isLetterOrDigit || "*?_-.".utf8.contains($0) }
    }

    private func resources(_ object: JSONObject) throws(PolicyError) -> PolicyPatterns? {
        guard let found = try one(of: ("Resource", "NotResource"), object) else { return nil }
        let texts = try strings(found.value, found.name)
        guard !texts.isEmpty else { throw error(.missingElement, found.name, "a statement contains resources") }
        var patterns: [PolicyPattern] = []
        for text in texts {
            guard text.hasPrefix("arn:") || !text.isEmpty && text.utf8.allSatisfy({ $0 == UInt8(ascii: "*") }) else {
                throw error(.invalidResource, found.name, "'\(text)' is neither an ARN nor *")
            }
            do {
                patterns.append(try PolicyPattern(text, style: .resource, withVariables: variablesAreKnown))
            } catch {
                throw self.error(.invalidResource, found.name, error.message)
            }
        }
        return PolicyPatterns(patterns, isNegated: found.isNegated)
    }

    private func conditions(_ json: JSON?) throws(PolicyError) -> [PolicyCondition] {
        guard let json else { return [] }
        guard case .object(let operators) = json else {
            throw error(.invalidCondition, "Condition", "a condition is a JSON object of operators")
        }
        try check(operators, known: nil, in: "Condition")
        var conditions: [PolicyCondition] = []
        for member in operators.members {
            let element = "Condition.\(member.key)"
            guard let conditionOperator = ConditionOperator(member.key) else {
                throw error(.invalidCondition, "Condition", "'\(member.key)' is not a condition operator")
            }
            guard case .object(let keys) = member.value else {
                throw error(.invalidCondition, element, "an operator holds a JSON object of condition keys")
            }
            try check(keys, known: nil, in: element)
            for key in keys.members {
                conditions.append(try condition(conditionOperator, key.key, key.value, element))
            }
        }
        return conditions
    }

    private func condition(
        _ conditionOperator: ConditionOperator, _ key: String, _ json: JSON, _ element: String
    ) throws(PolicyError) -> PolicyCondition {
        guard !key.isEmpty else { throw error(.invalidCondition, element, "a condition key has a name") }
        var values: [ConditionValue] = []
        for text in try strings(json, "\(element).\(key)", code: .invalidCondition, scalars: true) {
            do {
                values.append(
                    try ConditionValue(
                        text, for: conditionOperator.comparison, withVariables: variablesAreKnown))
            } catch {
                throw self.error(.invalidCondition, "\(element).\(key)", error.message)
            }
        }
        return PolicyCondition(conditionOperator, key: key, values: values)
    }
}

extension PolicyParser {
    private func error(_ code: PolicyError.Code, _ element: String?, _ reason: String) -> PolicyError {
        PolicyError(code, statement: index, element: element, reason)
    }

    /// Refuses a key that stands twice or, given the known ones, another key.
    private func check(_ object: JSONObject, known: Set<String>?, in element: String? = nil) throws(PolicyError) {
        var seen: Set<String> = []
        for member in object.members {
            guard seen.insert(member.key).inserted else {
                throw error(.duplicateElement, element ?? member.key, "'\(member.key)' stands twice")
            }
            guard known?.contains(member.key) ?? true else {
                throw error(.unknownElement, element, "'\(member.key)' is not an element of a policy")
            }
        }
    }

    private func one(
        of names: (String, String), _ object: JSONObject
    ) throws(PolicyError) -> (name: String, value: JSON, isNegated: Bool)? {
        switch (object[names.0], object[names.1]) {
        case (.some, .some):
            throw error(.conflictingElements, names.0, "\(names.0) and \(names.1) exclude each other")
        case (let value?, nil): return (names.0, value, false)
        case (nil, let value?): return (names.1, value, true)
        case (nil, nil): return nil
        }
    }

    private func string(_ json: JSON, _ element: String) throws(PolicyError) -> String {
        guard let text = json.stringValue else { throw error(.invalidElement, element, "\(element) is a string") }
        return text
    }

    /// One text or a list; where `scalars` are allowed, numbers and flags count as their text.
    private func strings(
        _ json: JSON, _ element: String, code: PolicyError.Code = .invalidElement, scalars: Bool = false
    ) throws(PolicyError) -> [String] {
        var texts: [String] = []
        for value in json.arrayValue ?? [json] {
            switch value {
            case .string(let text): texts.append(text)
            case .number(let number) where scalars: texts.append(number.literal)
            case .bool(let flag) where scalars: texts.append(flag ? "true" : "false")
            default: throw error(code, element, "the value is a string or a list of strings")
            }
        }
        return texts
    }
}

extension UInt8 {
    var isLetterOrDigit: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }
}
