import CairnModel
import CairnWire

/// What the target calls the things that the log names: identifiers, addresses, accounts and regions.
///
/// Identifiers are learned from answers, accounts and regions are given (accounts are learned too, where the target has
/// but one). A text is rewritten as a whole, or wherever a known identifier stands in it: in ARNs, URLs and policies.
public struct IDMap: Sendable, Hashable {
    /// What is learned of one answer: a recorded text and the target's own.
    public struct Pair: Sendable, Hashable {
        public let recorded: String
        public let answered: String
    }

    /// Accounts that are to be others at the target; `*` stands for all that are not named.
    public var accounts: [String: String] = [:]
    /// Regions that are to be others at the target; `*` stands for all that are not named.
    public var regions: [String: String] = [:]
    private var learnedAccounts: [String: String] = [:]
    /// Letters, digits, hyphens and underscores: found anywhere in a text.
    private var tokens: [String: String] = [:]
    /// All else, such as ARNs and URLs.
    private var phrases: [String: String] = [:]

    private static let pairsMax = 2_000_000

    public init() {}

    public var count: Int { tokens.count + phrases.count }

    var allIDs: [String: String] { tokens.merging(phrases) { $1 } }
    /// Those that were given win over those that were learned.
    var allAccounts: [String: String] { learnedAccounts.merging(accounts) { $1 } }

    /// The account that calls of a recorded account are made in.
    func account(_ recorded: String) -> String { accounts[recorded] ?? accounts["*"] ?? recorded }

    /// The region that calls of a recorded region are made in.
    func region(_ recorded: String) -> String { regions[recorded] ?? regions["*"] ?? recorded }

    // MARK: Rewriting

    func rewriting(_ value: WireValue) -> WireValue {
        switch value {
        case .string(let text): .string(rewriting(text))
        case .list(let elements): .list(elements.map(rewriting))
        case .map(let entries): .map(entries.map { WireValue.Member($0.name, rewriting($0.value)) })
        case .structure(let members): .structure(members.map { WireValue.Member($0.name, rewriting($0.value)) })
        case .document(let json): .document(rewriting(json))
        default: value
        }
    }

    func rewriting(_ json: JSON) -> JSON {
        switch json {
        case .string(let text): .string(rewriting(text))
        case .array(let elements): .array(elements.map(rewriting))
        case .object(let object):
            .object(JSONObject(members: object.members.map { .init(key: $0.key, value: rewriting($0.value)) }))
        default: json
        }
    }

    /// Returns a text with everything in it that has another name at the target.
    public func rewriting(_ text: String) -> String {
        if isEmpty { return text }
        if let whole = phrases[text] ?? token(text[...]) { return whole }
        guard text.utf8.count <= 1 << 20 else { return text }
        var result = ""
        var chunk = text.startIndex
        var index = text.startIndex
        while index < text.endIndex {
            if Self.separates(text[index]) {
                result += rewritingChunk(text[chunk..<index])
                result.append(text[index])
                chunk = text.index(after: index)
            }
            index = text.index(after: index)
        }
        return result + rewritingChunk(text[chunk...])
    }

    private var isEmpty: Bool {
        tokens.isEmpty && phrases.isEmpty && accounts.isEmpty && regions.isEmpty && learnedAccounts.isEmpty
    }

    private static func separates(_ character: Character) -> Bool {
        switch character {
        case " ", "\n", "\t", "\r", "\"", "'", ",", "(", ")", "[", "]", "{", "}", "<", ">", ";", "|": true
        default: false
        }
    }

    /// An ARN or a URL, perhaps with something behind what is known of it.
    private func rewritingChunk(_ chunk: Substring) -> String {
        if chunk.isEmpty { return "" }
        if !phrases.isEmpty {
            var end = chunk.endIndex
            for _ in 0..<16 {
                let head = chunk[..<end]
                if let known = phrases[String(head)] { return known + rewritingTokens(chunk[end...]) }
                guard let cut = head.lastIndex(where: { $0 == ":" || $0 == "/" || $0 == "*" }) else { break }
                end = cut
            }
        }
        return rewritingTokens(chunk)
    }

    private func rewritingTokens(_ text: Substring) -> String {
        var result = ""
        var rest = text.utf8[...]
        while !rest.isEmpty {
            let token = rest.prefix(while: Self.isTokenByte)
            let word = Substring(token)
            result += self.token(word) ?? String(word)
            rest = rest[token.endIndex...]
            let other = rest.prefix { !Self.isTokenByte($0) }
            result += Substring(other)
            rest = rest[other.endIndex...]
        }
        return result
    }

    private func token(_ word: Substring) -> String? {
        let text = String(word)
        if let known = tokens[text] { return known }
        if let account = accounts[text] ?? learnedAccounts[text] { return account }
        if let account = accounts["*"], AccountID.isValid(text) { return account }
        if regions.isEmpty { return nil }
        if let region = regions[text] { return region }
        if RegionName.isRegion(text), let region = regions["*"] { return region }
        guard let region = RegionName.ofZone(word), let zone = word.last else { return nil }
        return regions[region].map { $0 + String(zone) } ?? regions["*"].map { $0 + String(zone) }
    }

    /// Whether a text has another name at the target.
    func knows(_ text: String) -> Bool { tokens[text] != nil || phrases[text] != nil }

    static func isTokenByte(_ byte: UInt8) -> Bool {
        Identifiers.isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }

    // MARK: Learning

    /// Walks both answers side by side and remembers what differs and is an identifier.
    /// - Returns: what is new.
    @discardableResult
    mutating func learn(recorded: JSON, answered: JSON) -> [Pair] {
        var learned: [Pair] = []
        for pair in IDPairs.all(recorded: recorded, answered: answered) where learn(pair) { learned.append(pair) }
        return learned
    }

    @discardableResult
    mutating func learn(_ pair: Pair) -> Bool {
        guard count < Self.pairsMax, pair.recorded != pair.answered else { return false }
        if AccountID.isValid(pair.recorded), AccountID.isValid(pair.answered) {
            return Self.set(&learnedAccounts, pair.recorded, pair.answered)
        }
        if pair.recorded.utf8.allSatisfy(Self.isTokenByte) { return Self.set(&tokens, pair.recorded, pair.answered) }
        let isNew = Self.set(&phrases, pair.recorded, pair.answered)
        learnParts(pair)
        return isNew
    }

    private static func set(_ map: inout [String: String], _ old: String, _ new: String) -> Bool {
        map.updateValue(new, forKey: old) != new
    }

    /// What differs in two ARNs of the same form: the account, the identifier at the end.
    private mutating func learnParts(_ pair: Pair) {
        let (old, new) = (Self.parts(pair.recorded), Self.parts(pair.answered))
        guard pair.recorded.hasPrefix("arn:"), old.count == new.count else { return }
        for (old, new) in zip(old, new) where old != new {
            if AccountID.isValid(old), AccountID.isValid(new) {
                if accounts[old] == nil { learnedAccounts[old] = new }
            } else if Identifiers.isIdentifier(old), old.utf8.allSatisfy(Self.isTokenByte), !RegionName.isRegion(new) {
                tokens[old] = new
            }
        }
    }

    private static func parts(_ text: String) -> [String] {
        text.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "/" }.map(String.init)
    }
}
