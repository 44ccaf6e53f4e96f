import Testing

@testable import CairnSQL

/// Statements that are broken at random, always in the same way.
@Suite struct ParserFuzzTests {
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return value ^ (value >> 31)
        }
    }

    private static let pieces = [
        "(", ")", "[", "]", ",", ".", "'", "\"", "`", "--", "/*", "*/", ";", "->", "||", "SELECT", "FROM", "WHERE",
        "NULL",
        "1", "1e9", "X'ab'", "UNNEST(", "OVER (", "CASE", "END", "AS", "IN (", "\n", "\u{0}", "ü",
        "😀", "?", "$", "\\",
        "INTERVAL '1' DAY", "GROUP BY", "ORDER BY 1", "CAST(", "AS array(bigint))", "x -> x", "LIMIT 1", "{", "%", "-",
    ]

    @Test(arguments: 0..<8) func brokenStatementsAreReadOrRefused(seed: Int) throws {
        var generator = Generator(state: UInt64(seed))
        let sources = SampleCatalog.all.map { $0.sql(store: TestStores.id) } + DocumentedQueriesTests.statements
        var accepted = 0
        for _ in 0..<250 {
            guard let source = sources.randomElement(using: &generator) else { return }
            var characters = Array(source)
            for _ in 0..<Int.random(in: 1...4, using: &generator) { mutate(&characters, &generator) }
            do {
                let sql = try TestStores.sql(String(characters))
                #expect(!sql.contains("\n"))
                accepted += 1
            } catch {
                #expect(error is QueryError, "\(error)")
            }
        }
        #expect(accepted < 250)
    }

    private func mutate(_ characters: inout [Character], _ generator: inout Generator) {
        let place = Int.random(in: 0...characters.count, using: &generator)
        let length = min(Int.random(in: 0...8, using: &generator), characters.count - place)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: characters.removeSubrange(place..<(place + length))
        case 1: characters.insert(contentsOf: Self.pieces.randomElement(using: &generator) ?? "", at: place)
        case 2: characters.insert(contentsOf: Array(characters[place..<(place + length)]), at: place)
        default:
            guard place < characters.count else { return }
            characters[place] = characters.randomElement(using: &generator) ?? " "
        }
    }
}
