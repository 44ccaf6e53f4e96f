import CairnModel
import CairnWire

/// Takes out of an error message what the caller sent and the record does not show.
///
/// Services quote the value that they refuse; if that value is a password, the message would give it away.
enum ErrorMessageScrubber {
    private static let replacement = "HIDDEN_DUE_TO_SECURITY_REASONS"
    /// Shorter texts are no secrets, and would be found in any message.
    private static let secretByteCountMin = 4
    private static let textCountMax = 2000

    /// - Parameter shown: the request parameters as the record would show them.
    static func scrub(_ message: String, input: WireValue, shown: JSON) -> String {
        var sent: [String] = []
        collect(input, into: &sent)
        let quoted = quotations(in: message)
        guard !sent.isEmpty else { return message }
        var kept: Set<String> = []
        collect(shown, into: &kept)
        var secrets: Set<Substring> = []
        for text in sent where text.utf8.count >= secretByteCountMin && !kept.contains(text) {
            if message.contains(text) { secrets.insert(text[...]) }
            // A part of what was sent, such as a value within a statement.
            secrets.formUnion(quoted.filter { text.contains($0) && !kept.contains(String($0)) })
        }
        // The longest first, or a part of it would be all that goes.
        return secrets.sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
            .reduce(message) { $0.replacing($1, with: replacement) }
    }

    /// What stands between quotation marks.
    private static func quotations(in message: String) -> [Substring] {
        var found: [Substring] = []
        for mark in ["'", "\"", "`"] as [Character] {
            let parts = message.split(separator: mark, maxSplits: 64, omittingEmptySubsequences: false)
            found += parts.dropFirst().dropLast().filter { $0.utf8.count >= secretByteCountMin }
        }
        return found
    }

    private static func collect(_ value: WireValue, into texts: inout [String]) {
        guard texts.count < textCountMax else { return }
        switch value {
        case .string(let text): texts.append(text)
        case .blob(let bytes) where bytes.count <= SizeLimits.text: texts.append(String(decoding: bytes, as: UTF8.self))
        case .list(let elements): for element in elements { collect(element, into: &texts) }
        case .map(let members), .structure(let members):
            for member in members { collect(member.value, into: &texts) }
        case .document(let json):
            var found: Set<String> = []
            collect(json, into: &found)
            texts.append(contentsOf: found)
        case .null, .boolean, .number, .timestamp, .blob: break
        }
    }

    private static func collect(_ value: JSON, into texts: inout Set<String>) {
        switch value {
        case .string(let text): texts.insert(text)
        case .array(let elements): for element in elements { collect(element, into: &texts) }
        case .object(let object): for member in object.members { collect(member.value, into: &texts) }
        case .null, .bool, .number: break
        }
    }
}
