/// What has to be known about a pattern in Java's syntax before RE2 may run it.
struct RegularExpression {
    enum Participation: Hashable {
        /// The group takes part in every match.
        case always
        /// It may not, but is never empty if it does.
        case sometimes
        /// It may not, and it may be empty if it does.
        case sometimesEmpty
        /// The same, in a part that is repeated, where engines differ.
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
    private(set) var groupCount = 0
    private var names: [String: Int] = [:]
    /// Where the names of groups end, by where the groups begin.
    private var nameEnds: [Int: Int] = [:]
    /// What RE2 would refuse or take otherwise.
    private(set) var problem: String?

    init(_ pattern: String) {
        characters = Array(pattern)
        scan()
    }

    private mutating func scan() {
        var open: [(start: Int, number: Int?)] = []
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
                if isPlain || isNamed { groupCount += 1 }
                if isNamed, let end = characters[index...].firstIndex(of: ">") {
                    names[String(characters[(index + 3)..<end])] = groupCount
                    nameEnds[index] = end
                }
                open.append((index, isPlain || isNamed ? groupCount : nil))
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

    /// How a numbered group takes part in matches.
    func participation(ofGroup number: Int) -> Participation {
        guard let group = groups.first(where: { $0.number == number }) else { return .missing }
        let around = groups.filter { $0.start <= group.start && $0.end >= group.end }
        let isAlternative = bars.contains { bar in
            // A bar beside the group, in the same or an outer group, but not inside it.
            bar < group.start || bar > group.end
        }
        guard isAlternative || around.contains(where: \.isOptional) else { return .always }
        guard canBeEmpty(group) else { return .sometimes }
        return around.contains { "*+{".contains(at($0.end + 1) ?? " ") } ? .unclear : .sometimesEmpty
    }

    /// Whether the pattern may match nothing, as far as can be told.
    var canBeEmpty: Bool { canBeEmpty(Group(start: -1, end: characters.count, isOptional: false, number: nil)) }

    /// Whether the content of a group may be empty, one atom that has to match is enough that it may not.
    private func canBeEmpty(_ group: Group) -> Bool {
        var index = contentStart(group)
        var mustMatch = false
        while index < group.end {
            let character = characters[index]
            if character == "|" {
                guard mustMatch else { return true }
                mustMatch = false
            }
            var end = index
            var isAtom = !"()|^$*+?{}".contains(character)
            if character == "(", let inner = groups.first(where: { $0.start == index }) {
                end = inner.end
                isAtom = !canBeEmpty(inner)
            } else if character == "{" {
                end = characters[index...].firstIndex(of: "}") ?? index
            } else if character == "\\" {
                end = index + 1
                isAtom = !"bBAz".contains(at(end) ?? " ")
                if "pPx".contains(at(end) ?? " "), at(end + 1) == "{" {
                    end = characters[end...].firstIndex(of: "}") ?? end
                }
            } else if character == "[" {
                var copy = self
                end = copy.skipClass(index)
            }
            if isAtom, !isOptional(end) { mustMatch = true }
            index = end + 1
        }
        return !mustMatch
    }

    /// Behind `(`, `(?:`, `(?i:` or `(?<name>`.
    private func contentStart(_ group: Group) -> Int {
        let start = group.start + 1
        guard at(start) == "?", group.start >= 0 else { return start }
        if let end = nameEnds[group.start] { return end + 1 }
        let colon = characters[start..<group.end].firstIndex(of: ":")
        return colon.map { $0 + 1 } ?? group.end
    }

    /// A replacement in Java's syntax as one of RE2; `nil` if it names a group that there is not.
    func replacement(_ text: String) -> String? {
        var result = ""
        var rest = Substring(text)
        while let character = rest.popFirst() {
            switch character {
            case "\\":
                guard let next = rest.popFirst() else { return nil }
                result += next == "\\" ? "\\\\" : String(next)
            case "$":
                guard let number = group(&rest), number <= min(groupCount, 9) else { return nil }
                result += "\\" + String(number)
            default:
                result.append(character)
            }
        }
        return result
    }

    /// `{name}`, or the most digits that are the number of a group.
    private func group(_ rest: inout Substring) -> Int? {
        if rest.first == "{" {
            guard let end = rest.firstIndex(of: "}") else { return nil }
            defer { rest = rest[rest.index(after: end)...] }
            return names[String(rest[rest.index(after: rest.startIndex)..<end])]
        }
        guard let first = rest.first, first.isASCII, var number = first.wholeNumberValue else { return nil }
        rest.removeFirst()
        while let next = rest.first, next.isASCII, let digit = next.wholeNumberValue, number * 10 + digit <= groupCount
        {
            number = number * 10 + digit
            rest.removeFirst()
        }
        return number
    }

    /// The pattern without names of groups and without `\uhhhh`, which DuckDB does not take.
    var withPlainGroups: String {
        var result = ""
        var index = 0
        while index < characters.count {
            let escape = characters[index...].prefix(6)
            if let end = nameEnds[index] {
                result += "("
                index = end + 1
            } else if escape.starts(with: "\\u"), escape.count == 6, escape.dropFirst(2).allSatisfy(\.isHexDigit) {
                result += "\\x{\(String(escape.dropFirst(2)))}"
                index += 6
            } else if characters[index] == "\\" {
                result += String(characters[index...].prefix(2))
                index += 2
            } else {
                result.append(characters[index])
                index += 1
            }
        }
        return result
    }
}
