/// A path into JSON text, such as `$.a.b[0]` or `$["a b"][*]`.
struct JSONPath {
    private(set) var steps: [Step] = []

    enum Step: Hashable {
        case member(String)
        case index(Int)
        case all
    }

    var hasWildcard: Bool { steps.contains(.all) }

    /// Reads a path in Trino's form; `lax` and `strict` may stand before it.
    init?(_ text: String) {
        var rest = Substring(text.trimmingBlanks)
        for word in ["lax ", "strict "] where rest.hasPrefix(word) { rest.removeFirst(word.count) }
        while rest.first == " " { rest.removeFirst() }
        if rest.first == "$" { rest.removeFirst() } else { rest = "." + rest }
        while let character = rest.popFirst() {
            guard let step = character == "." ? Self.member(&rest) : character == "[" ? Self.bracket(&rest) : nil
            else { return nil }
            steps.append(step)
        }
    }

    private static func member(_ rest: inout Substring) -> Step? {
        if rest.first == "\"" {
            rest.removeFirst()
            return quoted(&rest, "\"")
        }
        if rest.first == "*" {
            rest.removeFirst()
            return .all
        }
        let name = rest.prefix { $0 != "." && $0 != "[" }
        rest.removeFirst(name.count)
        return name.isEmpty || name.contains("\"") ? nil : .member(String(name))
    }

    private static func bracket(_ rest: inout Substring) -> Step? {
        let step: Step?
        if let mark = rest.first, mark == "\"" || mark == "'" {
            rest.removeFirst()
            step = quoted(&rest, mark)
        } else if rest.first == "*" {
            rest.removeFirst()
            step = .all
        } else {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest.removeFirst(digits.count)
            step = Int(digits).map(Step.index)
        }
        return rest.popFirst() == "]" ? step : nil
    }

    private static func quoted(_ rest: inout Substring, _ mark: Character) -> Step? {
        let name = rest.prefix { $0 != mark }
        rest.removeFirst(name.count)
        guard rest.popFirst() == mark, !name.contains("\""), !name.contains("\\") else { return nil }
        return .member(String(name))
    }

    /// The path in DuckDB's form, as a literal.
    var duckDB: String {
        let text = steps.map { step in
            switch step {
            case .member(let name): ".\"\(name)\""
            case .index(let index): "[\(index)]"
            case .all: "[*]"
            }
        }
        return DuckDBText.string("$" + text.joined())
    }
}
