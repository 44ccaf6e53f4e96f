/// The shared files `~/.aws/config` and `~/.aws/credentials`: sections of settings, some with settings below them.
///
/// Source: AWS SDKs and Tools Reference Guide, "Using shared config and credentials files".
struct ConfigFile: Sendable {
    /// The text between the brackets, blanks reduced, such as `profile dev`.
    private(set) var sections: [String: ConfigSection] = [:]

    static let byteCountMax = 1 << 20

    /// Lines that are none of a section, a setting or a continuation are left out: one bad line costs no other.
    init(_ text: String) {
        var section: String?
        var key: String?
        for line in text.split(whereSeparator: \.isNewline) {
            guard let first = line.first(where: { !$0.isWhitespace }), first != "#", first != ";" else { continue }
            let isIndented = line.first?.isWhitespace == true
            if first == "[", !isIndented {
                section = Self.header(line)
                key = nil
                if let section, sections[section] == nil { sections[section] = ConfigSection() }
            } else if let section, isIndented, let key {
                sections[section]?.append(Self.value(line), below: key)
            } else if let section {
                key = setting(line, in: section)
            }
        }
    }

    private mutating func setting(_ line: Substring, in section: String) -> String? {
        guard let equals = line.firstIndex(of: "=") else { return nil }
        let key = line[..<equals].trimmed.lowercased()
        guard !key.isEmpty else { return nil }
        sections[section]?.set(key, Self.value(line[line.index(after: equals)...]))
        return key
    }

    private static func header(_ line: Substring) -> String? {
        guard let end = line.firstIndex(of: "]") else { return nil }
        let name = line[line.index(after: line.startIndex)..<end]
        return name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The text up to a comment, which begins with a blank and `#` or `;`.
    private static func value(_ text: Substring) -> String {
        var previous: Character = " "
        for index in text.indices {
            let character = text[index]
            if character == "#" || character == ";", previous.isWhitespace { return text[..<index].trimmed }
            previous = character
        }
        return text.trimmed
    }
}

/// The settings of one section; keys are in lower case.
public struct ConfigSection: Sendable, Hashable {
    public private(set) var values: [String: String] = [:]
    /// Settings that are indented below a key without a value, as in `[services …]`.
    public private(set) var nested: [String: [String: String]] = [:]

    public init(_ values: [String: String] = [:]) { self.values = values }

    /// The value of a setting; `nil` if it is not there or empty.
    public subscript(_ key: String) -> String? {
        guard let value = values[key], !value.isEmpty else { return nil }
        return value
    }

    mutating func set(_ key: String, _ value: String) {
        values[key] = value
        nested[key] = nil
    }

    mutating func append(_ line: String, below key: String) {
        guard let value = values[key] else { return }
        guard value.isEmpty else { return values[key] = value + "\n" + line }
        guard let equals = line.firstIndex(of: "=") else { return }
        let name = line[..<equals].trimmed.lowercased()
        nested[key, default: [:]][name] = line[line.index(after: equals)...].trimmed
    }

    /// The settings of both, those of the other first.
    func overridden(by other: ConfigSection) -> ConfigSection {
        var merged = self
        merged.values.merge(other.values) { $1 }
        merged.nested.merge(other.nested) { $1 }
        return merged
    }
}

extension StringProtocol {
    /// Without white space at both ends.
    var trimmed: String {
        var text = self[...].drop { $0.isWhitespace }
        while text.last?.isWhitespace == true { text = text.dropLast() }
        return String(text)
    }
}
