import Foundation

/// A statement of a file in `Cases`, and what has to come of it.
///
/// A file has blocks with blank lines between: comments with `#`, the statement, a line `----`, and the rows. Behind
/// `---- fails` stands what the engine has to say, behind `---- refused` what the check has to say.
struct SQLCase: Sendable, CustomStringConvertible {
    enum Outcome: String, Sendable {
        case rows = "----"
        case fails = "---- fails"
        case refused = "---- refused"
    }

    var file: String
    var line: Int
    var statement: String
    var outcome: Outcome
    var expected: [String]

    var description: String { "\(file):\(line): \(statement)" }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Cases")

    static let files: [String] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
        return names.filter { $0.hasSuffix(".sql") }.sorted()
    }()

    static func cases(in file: String) throws -> [SQLCase] {
        let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
        var cases: [SQLCase] = []
        var block: [(Int, String)] = []
        for (index, line) in (text + "\n").split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.isEmpty {
                if let found = try read(block, file) { cases.append(found) }
                block = []
            } else if !line.hasPrefix("#") {
                block.append((index + 1, String(line)))
            }
        }
        return cases
    }

    struct BadCase: Error { var place: String }

    private static func read(_ block: [(Int, String)], _ file: String) throws -> SQLCase? {
        guard let first = block.first else { return nil }
        guard let rule = block.firstIndex(where: { Outcome(rawValue: $0.1) != nil }),
            let outcome = Outcome(rawValue: block[rule].1)
        else { throw BadCase(place: "\(file):\(first.0)") }
        return SQLCase(
            file: file,
            line: first.0,
            statement: block[..<rule].map(\.1).joined(separator: "\n"),
            outcome: outcome,
            expected: block[(rule + 1)...].map(\.1)
        )
    }
}
