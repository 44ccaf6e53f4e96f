/// What has to be known about a pattern in Java's syntax before RE2 may run it.
struct RegularExpression {
    enum Participation: Hashable {
        /// The group takes part in every match.
        case always
        /// It may not, but is never empty if it does.
        case sometimes
        case unclear
        case missing
    }

    private struct Group {
        var start: Int
        var end: Int
        var isOptional: Bool
        var number: Int?
    }

    private let characters: [Character]
    private var groups: [Group] = []
    private var bars: [Int] = []
    /// Where `$` stands for the end.
    private var ends: [Int] = []
    private var isMultiline = false
    /// What RE2 would refuse or take otherwise.
    private(set) var problem: String?

    init(_ pattern: String) {
        characters = Array(pattern)
        scan()
    }

    private mutating func scan() {
        var open: [(start: Int, number: Int?)] = []
        var count = 0
        var index = 0
        while index < characters.count {
            switch characters[index] {
            case "\\":
                if let next = at(index + 1), next.isNumber && next != "0" { problem = "a back reference" }
                if at(index + 1) == "k" { problem = "a back reference" }
                if let next = at(index + 1), "GRXhHZ".contains(next) { problem = "\\\(next)" }
                index += 1
            case "[":
                index = skipClass(index)
            case "(":
                let isPlain = at(index + 1) != "?"
                if !isPlain { checkGroup(index) }
                let isNamed = !isPlain && at(index + 2) == "<" && at(index + 3) != "=" && at(index + 3) != "!"
                if isPlain || isNamed { count += 1 }
                open.append((index, isPlain || isNamed ? count : nil))
            case ")":
                if let group = open.popLast() {
                    groups.append(
                        Group(start: group.start, end: index, isOptional: isOptional(index), number: group.number))
                }
            case "|":
                bars.append(index)
            case "$":
                ends.append(index)
            case "*", "+", "?", "}":
                if at(index + 1) == "+" { problem = "a possessive quantifier" }
            default:
                break
            }
            index += 1
        }
    }

    private func at(_ index: Int) -> Character? { characters.indices.contains(index) ? characters[index] : nil }

    /// The pattern with `$` as Java means it, before a line feed at the very end or behind it; `nil` if it has none, or
    /// if `(?m)` gives it another meaning, which is the same in both.
    var withFinalLineFeed: String? {
        guard !ends.isEmpty, !isMultiline else { return nil }
        let places = Set(ends)
        return characters.indices.map { places.contains($0) ? "(?:\\n?\\z)" : String(characters[$0]) }.joined()
    }

    private mutating func checkGroup(_ index: Int) {
        let flags = characters[min(index + 2, characters.count)...].prefix { $0.isLetter }
        if flags.contains("m") { isMultiline = true }
        switch at(index + 2) {
        case "=", "!": problem = "a lookahead"
        case ">": problem = "an atomic group"
        case "<" where at(index + 3) == "=" || at(index + 3) == "!": problem = "a lookbehind"
        default: break
        }
    }

    /// The end of a class in brackets.
    private mutating func skipClass(_ start: Int) -> Int {
        var index = start + 1
        if at(index) == "^" { index += 1 }
        if at(index) == "]" { index += 1 }
        while let character = at(index), character != "]" {
            if character == "\\" { index += 1 }
            if character == "&", at(index + 1) == "&" { problem = "an intersection of classes" }
            if character == "[", at(index + 1) != ":" { problem = "a class within a class" }
            if character == "[", at(index + 1) == ":" { index += 1 }
            index += 1
        }
        return index
    }

    private func isOptional(_ end: Int) -> Bool {
        guard let next = at(end + 1) else { return false }
        return next == "?" || next == "*" || (next == "{" && at(end + 2) == "0")
    }

    var groupCount: Int { groups.compactMap(\.number).max() ?? 0 }

    /// How a numbered group takes part in matches.
    func participation(ofGroup number: Int) -> Participation {
        guard let group = groups.first(where: { $0.number == number }) else { return .missing }
        let around = groups.filter { $0.start <= group.start && $0.end >= group.end }
        let isAlternative = bars.contains { bar in
            // A bar beside the group, in the same or an outer group, but not inside it.
            bar < group.start || bar > group.end
        }
        guard isAlternative || around.contains(where: \.isOptional) else { return .always }
        return canBeEmpty(group) ? .unclear : .sometimes
    }

    /// Whether the content of a group may be empty, told from its first level only: one atom that has to match is
    /// enough.
    private func canBeEmpty(_ group: Group) -> Bool {
        var index = group.start + 1
        var depth = 0
        var mustMatch = false
        while index < group.end {
            let character = characters[index]
            if character == "|", depth == 0 {
                guard mustMatch else { return true }
                mustMatch = false
            }
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            var end = index
            if character == "\\" { end = index + 1 }
            if character == "[" {
                var copy = self
                end = copy.skipClass(index)
            }
            let isAtom = depth == 0 && !"()|^$*+?{}:<>=!".contains(character)
            if isAtom, !(character == "\\" && "bBAz".contains(at(end) ?? " ")), !isOptional(end) { mustMatch = true }
            index = end + 1
        }
        return !mustMatch
    }

    /// A replacement in Java's syntax as one of RE2; `nil` if it names a group by a word.
    static func replacement(_ text: String) -> String? {
        var result = ""
        var rest = Substring(text)
        while let character = rest.popFirst() {
            switch character {
            case "\\":
                guard let next = rest.popFirst() else { return nil }
                result += next == "\\" ? "\\\\" : String(next)
            case "$":
                guard let digit = rest.popFirst(), digit.isASCII, digit.isNumber else { return nil }
                guard rest.first?.isNumber != true else { return nil }
                result += "\\" + String(digit)
            default:
                result.append(character)
            }
        }
        return result
    }
}
