import CairnAPI
import CairnModel
import CairnSelectors
import Testing

/// The evaluator against the plain one, over random selectors and records made of few words, so that they often meet.
@Suite struct SelectorPropertyTests {
    private static let operators = ["Equals", "StartsWith", "EndsWith", "NotEquals", "NotStartsWith", "NotEndsWith"]

    @Test(arguments: operators)
    func eachOperatorIsAsWrittenDown(_ name: String) throws {
        var random = SeededGenerator(seed: UInt64(name.utf8.count) &* 7919)
        var counts = [0, 0]
        for _ in 0..<1000 {
            let field = RandomSelectors.fields.randomElement(using: &random) ?? "eventName"
            let values = RandomSelectors.values(of: field, using: &random)
            let json: JSON = .object(["Field": .string(field), name: .array(values.map(JSON.string))])
            let selectors = EventSelectors.advanced([
                AdvancedEventSelector(fieldSelectors: [try AdvancedFieldSelector(json: json)])
            ])
            counts[try check(selectors, RandomSelectors.record(using: &random)) ? 1 : 0] += 1
        }
        #expect(counts.allSatisfy { $0 > 50 }, "both answers come: \(counts)")
    }

    @Test(arguments: 1...4)
    func combinationsAreAsWrittenDown(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed &* 104_729)
        var counts = [0, 0]
        for _ in 0..<500 {
            let selectors = try RandomSelectors.advanced(using: &random)
            for _ in 0..<3 { counts[try check(selectors, RandomSelectors.record(using: &random)) ? 1 : 0] += 1 }
        }
        #expect(counts.allSatisfy { $0 > 50 }, "both answers come: \(counts)")
    }

    @Test(arguments: 1...4)
    func basicSelectorsAreAsWrittenDown(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed &* 1_299_709)
        var counts = [0, 0]
        for _ in 0..<500 {
            let selectors = RandomSelectors.basic(using: &random)
            for _ in 0..<3 { counts[try check(selectors, RandomSelectors.record(using: &random)) ? 1 : 0] += 1 }
        }
        #expect(counts.allSatisfy { $0 > 50 }, "both answers come: \(counts)")
    }

    /// The law of heads: whatever is known of an event, it may be selected if it is in the end.
    @Test(arguments: 1...4)
    func aHeadIsNeverRefusedIfItsEventIsSelected(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed &* 15_485_863)
        var refused = 0
        for _ in 0..<1500 {
            let selectors =
                Bool.random(using: &random)
                ? try RandomSelectors.advanced(using: &random) : RandomSelectors.basic(using: &random)
            let compiled = CompiledSelectors(selectors)
            let event = RandomSelectors.facts(of: RandomSelectors.record(using: &random))
            let head = RandomSelectors.head(of: event, using: &random)
            let mayBe = compiled.maySelect(head)
            if !mayBe { refused += 1 }
            #expect(mayBe || !compiled.selects(event), "\(selectors.json) \(event) \(head)")
        }
        #expect(refused > 150)
    }

    /// Evaluates bytes, facts, explanation and reference; all must agree.
    private func check(_ selectors: EventSelectors, _ record: JSON) throws -> Bool {
        let compiled = CompiledSelectors(selectors)
        let expected = ReferenceEvaluator(record: record).selects(selectors)
        let text = record.description
        #expect(compiled.selects(text: text) == expected, "\(selectors.json) \(text)")
        #expect(compiled.selects(RandomSelectors.facts(of: record)) == expected, "\(selectors.json) \(text)")
        let explanation = try #require(compiled.explain(text: text))
        #expect(explanation.isSelected == expected, "\(selectors.json) \(text)")
        #expect(explanation.decisive?.reason.isEmpty == false)
        return expected
    }
}
