import Foundation

/// The statements of `Cases/hostile.json`, which the end-to-end tests send to a server as well.
struct HostileStatements: Decodable {
    struct Excessive: Decodable {
        var name: String
        var parts: [Part]
    }

    /// A text, and how often it stands in a row.
    struct Part: Decodable {
        var text: String
        var count: Int

        init(from decoder: any Decoder) throws {
            var container = try decoder.unkeyedContainer()
            text = try container.decode(String.self)
            count = try container.decode(Int.self)
        }
    }

    /// Statements that have to be refused, with a part of what is said.
    var refused: [[String]]
    /// Statements that look dangerous and are not, with the text that they give.
    var harmless: [[String]]
    /// Statements that are larger or deeper than they may be.
    var excessive: [Excessive]

    static let all: HostileStatements? = {
        guard let data = try? Data(contentsOf: SQLCase.folder.appending(path: "hostile.json")) else { return nil }
        return try? JSONDecoder().decode(HostileStatements.self, from: data)
    }()

    static let refused = pairs(all?.refused)
    static let harmless = pairs(all?.harmless)
    static let excessive = (all?.excessive ?? []).map { entry in
        (entry.name, filled(entry.parts.map { String(repeating: $0.text, count: $0.count) }.joined()))
    }

    private static func pairs(_ rows: [[String]]?) -> [(String, String)] {
        (rows ?? []).compactMap { $0.count == 2 ? (filled($0[0]), $0[1]) : nil }
    }

    private static func filled(_ statement: String) -> String {
        statement.replacing("{id}", with: TestStores.id).replacing(
            "{other}", with: "33333333-2222-4333-8444-555555555555"
        )
        .replacing("{secret}", with: "/srv/secret.txt").replacing("{folder}", with: "/srv/folder")
    }
}
