#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Reads lines from a terminal, with the arrow keys and a history that outlives the process.
struct LineEditor {
    private let historyPath: String?
    private var history: [String]

    private static let historyMax = 500

    /// - Parameter historyPath: one statement a line, readable by its owner alone; `nil` for none.
    init(historyPath: String?) {
        self.historyPath = historyPath
        let bytes = historyPath.flatMap { FileManager.default.contents(atPath: $0) } ?? Data()
        history = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
    }

    /// `CAIRN_HISTORY`, else `.cairn_history` in the home folder.
    static func defaultHistoryPath(_ environment: [String: String]) -> String? {
        if let named = environment["CAIRN_HISTORY"] { return named.isEmpty ? nil : named }
        return environment["HOME"].map { $0 + "/.cairn_history" }
    }

    /// Keeps a statement for the arrow keys, on one line.
    mutating func remember(_ text: String) {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        guard !line.isEmpty, line != history.last else { return }
        history.append(line)
        history.removeFirst(max(0, history.count - Self.historyMax))
        guard let historyPath else { return }
        let bytes = Data((history.joined(separator: "\n") + "\n").utf8)
        _ = FileManager.default.createFile(atPath: historyPath, contents: bytes, attributes: [.posixPermissions: 0o600])
    }

    /// The next line; `nil` at the end of input.
    func readLine(_ prompt: String) -> String? {
        var original = termios()
        guard tcgetattr(STDIN_FILENO, &original) == 0 else { return nil }
        var raw = original
        raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
        tcsetattr(STDIN_FILENO, TCSADRAIN, &raw)
        defer {
            tcsetattr(STDIN_FILENO, TCSADRAIN, &original)
            Terminal.draw("\n")
        }
        var line = EditedLine(history: history)
        while true {
            Terminal.draw(line.drawn(prompt))
            guard let key = Self.key() else { return line.text.isEmpty ? nil : line.text }
            switch key {
            case .enter: return line.text
            case .endOfInput: if line.text.isEmpty { return nil }
            case .interrupt: line.clear()
            default: line.take(key)
            }
        }
    }

    // MARK: Keys

    enum Key {
        case text(String)
        case enter, endOfInput, interrupt, backspace, delete, left, right, up, down, home, end, nothing
    }

    private static func key() -> Key? {
        guard let byte = byte() else { return nil }
        switch byte {
        case 10, 13: return .enter
        case 4: return .endOfInput
        case 3: return .interrupt
        case 8, 127: return .backspace
        case 1: return .home
        case 5: return .end
        case 27: return escaped()
        case 0..<32: return .nothing
        default: return .text(text(byte))
        }
    }

    private static func escaped() -> Key {
        guard let open = byte(), open == UInt8(ascii: "[") || open == UInt8(ascii: "O"), let code = byte() else {
            return .nothing
        }
        switch code {
        case UInt8(ascii: "A"): return .up
        case UInt8(ascii: "B"): return .down
        case UInt8(ascii: "C"): return .right
        case UInt8(ascii: "D"): return .left
        case UInt8(ascii: "H"): return .home
        case UInt8(ascii: "F"): return .end
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            let closing = byte()
            return code == UInt8(ascii: "3") && closing == UInt8(ascii: "~") ? .delete : .nothing
        default: return .nothing
        }
    }

    /// A character of one to four bytes.
    private static func text(_ first: UInt8) -> String {
        var bytes = [first]
        let count = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
        while bytes.count < count, let next = byte() { bytes.append(next) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func byte() -> UInt8? {
        var byte: UInt8 = 0
        while true {
            let count = read(STDIN_FILENO, &byte, 1)
            if count < 0 && errno == EINTR { continue }
            return count == 1 ? byte : nil
        }
    }
}

/// A line that is being typed.
private struct EditedLine {
    private let history: [String]
    /// One behind the last is what is typed now.
    private var place: Int
    private var typed: [Character] = []
    private var characters: [Character] = []
    private var cursor = 0

    init(history: [String]) {
        self.history = history
        place = history.count
    }

    var text: String { String(characters) }

    func drawn(_ prompt: String) -> String {
        let behind = characters.count - cursor
        return "\r\u{1B}[2K\(prompt)\(text)" + (behind > 0 ? "\u{1B}[\(behind)D" : "")
    }

    mutating func clear() { set([]) }

    mutating func take(_ key: LineEditor.Key) {
        switch key {
        case .text(let text):
            characters.insert(contentsOf: text, at: cursor)
            cursor += text.count
        case .backspace where cursor > 0:
            cursor -= 1
            characters.remove(at: cursor)
        case .delete where cursor < characters.count: characters.remove(at: cursor)
        case .left: cursor = max(0, cursor - 1)
        case .right: cursor = min(characters.count, cursor + 1)
        case .home: cursor = 0
        case .end: cursor = characters.count
        case .up where place > 0: show(place - 1)
        case .down where place < history.count: show(place + 1)
        default: break
        }
    }

    private mutating func show(_ other: Int) {
        if place == history.count { typed = characters }
        place = other
        set(place == history.count ? typed : Array(history[place]))
    }

    private mutating func set(_ new: [Character]) {
        characters = new
        cursor = new.count
    }
}
