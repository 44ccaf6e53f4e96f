extension TextCondition {
    /// What about the values kept the condition from holding.
    func refusal(of texts: [EventText]) -> String {
        for text in texts {
            if let pattern = deselecting.firstMatch(text) {
                return "\(field.rawValue) is \(text.shown), excluded by \(pattern.text(negated: true))"
            }
        }
        let values = texts.isEmpty ? "missing" : texts.prefix(3).map(\.shown).joined(separator: " and ")
        return "\(field.rawValue) is \(values), not \(selecting.shown)"
    }

    /// The pattern by which it holds; `nil` if it holds only because nothing excludes the event.
    func grounds(in texts: [EventText]) -> String? {
        for text in texts {
            if let pattern = selecting.firstMatch(text) { return "\(field.rawValue) \(pattern.text(negated: false))" }
        }
        return selecting.isEmpty && !deselecting.isEmpty ? "\(field.rawValue) \(deselecting.shown(negated: true))" : nil
    }
}

extension ResourceCondition {
    func refusal(of seen: SeenResources) -> ClauseFinding {
        if !type.fits(seen.types) {
            return ClauseFinding(takes: false, field: .resourceType, reason: type.refusal(of: seen.types))
        }
        if !arn.fits(seen.arns) {
            return ClauseFinding(takes: false, field: .resourceARN, reason: arn.refusal(of: seen.arns))
        }
        return pairRefusal(of: seen)
    }

    private func pairRefusal(of seen: SeenResources) -> ClauseFinding {
        let pairs = pairs ?? []
        for pair in pairs {
            let arns = zip(seen.types, seen.arns).filter { pair.type.firstMatch($0.0) != nil }.map(\.1)
            guard let wanted = pair.arn, !arns.isEmpty else { continue }
            let values = arns.prefix(3).map(\.shown).joined(separator: " and ")
            return ClauseFinding(
                takes: false, field: .resourceARN, reason: "resources.ARN is \(values), not \(wanted.shown)")
        }
        let types = seen.types.isEmpty ? "missing" : seen.types.prefix(3).map(\.shown).joined(separator: " and ")
        let wanted = pairs.flatMap(\.type.patterns).map { "\"\($0.text)\"" }.joined(separator: " or ")
        return ClauseFinding(
            takes: false, field: .resourceType, reason: "resources.type is \(types), not \(wanted)")
    }

    func grounds(in seen: SeenResources) -> [String] {
        if let pairs { return pairGrounds(pairs, seen) }
        return [type.grounds(in: seen.types), arn.grounds(in: seen.arns)].compactMap { $0 }
    }

    private func pairGrounds(_ pairs: [Pair], _ seen: SeenResources) -> [String] {
        for (type, arn) in zip(seen.types, seen.arns) {
            for pair in pairs {
                guard let kind = pair.type.firstMatch(type) else { continue }
                guard let wanted = pair.arn else { return ["all of \(kind.text)"] }
                if let pattern = wanted.firstMatch(arn) { return ["resources.ARN \(pattern.text(negated: false))"] }
            }
        }
        return []
    }
}

extension TextCondition {
    /// Whether the condition alone holds for a field of several values.
    fileprivate func fits(_ texts: [EventText]) -> Bool {
        (selecting.isEmpty || texts.contains { selecting.matches($0, ifUnknown: true) })
            && !texts.contains { deselecting.matches($0, ifUnknown: false) }
    }
}

extension PatternList {
    private static let shownCountMax = 3

    /// `Equals "a" or StartsWith "b"`, shortened.
    var shown: String { shown(negated: false) }

    /// With `Not` operators: `NotEquals "a" and NotStartsWith "b"`.
    func shown(negated: Bool) -> String {
        let conjunction = negated ? " and " : " or "
        var shown = patterns.prefix(Self.shownCountMax).map { $0.text(negated: negated) }
        if count > Self.shownCountMax { shown.append("\(count - Self.shownCountMax) more") }
        return shown.joined(separator: conjunction)
    }
}

extension EventText {
    /// The value as a reason shows it.
    fileprivate var shown: String {
        switch self {
        case .missing: return "missing"
        case .beginning: return "not known"
        case .bytes, .string:
            let text = text ?? ""
            return "\"\(text.count > 120 ? text.prefix(117) + "..." : text)\""
        }
    }
}
