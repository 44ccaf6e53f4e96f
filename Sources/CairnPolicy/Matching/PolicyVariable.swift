/// A `${key}` or `${key, 'default'}` in a policy.
struct PolicyVariable: Sendable, Hashable {
    enum Part: Sendable, Hashable {
        case text(String)
        /// `${*}`, `${?}` or `${$}`: the character itself.
        case character(String)
        case variable(PolicyVariable)
    }

    struct SyntaxError: Error, Hashable {
        let message: String
    }

    let key: String
    let defaultValue: String?

    /// The value of the key, the default if the request has none, `nil` if there is no default either.
    /// A key with several values has none as a variable.
    func value(in context: PolicyContext) -> String? {
        guard let values = context[key], values.count == 1 else { return defaultValue }
        return values[0]
    }

    static func parts(of text: String) throws(SyntaxError) -> [Part] {
        var parts: [Part] = []
        var rest = text[...]
        while let start = opening(in: rest) {
            if start > rest.startIndex { parts.append(.text(String(rest[..<start]))) }
            let inside = rest.index(start, offsetBy: 2)
            guard let end = rest[inside...].firstIndex(of: "}") else {
                throw SyntaxError(message: "'\(text)' opens a variable with '${' that no '}' closes")
            }
            parts.append(try part(String(rest[inside..<end])))
            rest = rest[rest.index(after: end)...]
        }
        if !rest.isEmpty || parts.isEmpty { parts.append(.text(String(rest))) }
        return parts
    }

    private static func opening(in text: Substring) -> Substring.Index? {
        var from = text.startIndex
        while let dollar = text[from...].firstIndex(of: "$") {
            let next = text.index(after: dollar)
            if next < text.endIndex, text[next] == "{" { return dollar }
            from = next
        }
        return nil
    }

    private static func part(_ inside: String) throws(SyntaxError) -> Part {
        if inside == "*" || inside == "?" || inside == "$" { return .character(inside) }
        let pieces = inside.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
        let key = pieces[0].filter { $0 != " " }
        guard !key.isEmpty else { throw SyntaxError(message: "'${\(inside)}' names no key") }
        guard pieces.count == 2 else { return .variable(PolicyVariable(key: key, defaultValue: nil)) }
        let quoted = pieces[1].drop { $0 == " " }
        guard quoted.count >= 2, quoted.first == "'", quoted.last == "'" else {
            throw SyntaxError(message: "the default in '${\(inside)}' wants single quotes, as in ${key, 'value'}")
        }
        return .variable(PolicyVariable(key: key, defaultValue: String(quoted.dropFirst().dropLast())))
    }
}
