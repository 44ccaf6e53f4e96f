import CairnAPI
import CairnModel
import CairnSelectors
import Testing

/// Selectors over genuine events, held against the plain evaluator.
@Suite(.enabled(if: RealEvents.file != nil, "shared/data/events-real.json.gz is not beside the checkout"))
struct RealEventsTests {
    @Test(arguments: RandomSelectors.fields)
    func everyFieldDecidesAsWrittenDown(_ field: String) throws {
        let values = Set(RealEvents.values(of: field)).sorted()
        guard !values.isEmpty else {
            #expect(["vpcEndpointId", "sessionCredentialFromConsole"].contains(field), "no record has \(field)")
            return
        }
        let value = values[values.count / 2]
        let half = String(value.prefix(value.count / 2 + 1))
        let conditions = [
            Make.field(field, value), Make.field(field, startsWith: [half]), Make.field(field, not: [value]),
            Make.field(field, endsWith: [String(value.suffix(4))], notStartsWith: [half]),
            Make.field(field, notEndsWith: [String(value.suffix(4))]),
        ]
        let counts = try conditions.map { try count(.advanced([Make.advanced($0)])) }
        #expect(counts[0] > 0 && counts[1] >= counts[0], "\(counts)")
        #expect(counts[0] + counts[2] == RealEvents.samples.count || field == "eventCategory", "\(counts)")
    }

    @Test func managementAndDataEventsAreThoseThatTheRecordsSay() throws {
        #expect(try count(.standard) > 400)
        let data = EventSelectors.basic([Make.basic(management: false, Make.objects("arn:aws:s3"))])
        #expect(try count(data) > 0)
        #expect(
            try count(.basic([Make.basic(.readOnly)])) + count(.basic([Make.basic(.writeOnly)])) == count(.standard))
        #expect(try count(.basic([Make.basic(exclude: ["kms.amazonaws.com"])])) < count(.standard))
    }

    /// How many records are kept. Records from before `eventCategory` are left to the derivation of it.
    private func count(_ selectors: EventSelectors) throws -> Int {
        let compiled = CompiledSelectors(selectors)
        var count = 0
        for sample in RealEvents.samples {
            let kept = try #require(compiled.selects(text: sample.text) as Bool?)
            if sample.json["eventCategory"] != nil {
                let expected = ReferenceEvaluator(record: sample.json).selects(selectors)
                #expect(kept == expected, "\(selectors.json) \(sample.text)")
            }
            if kept { count += 1 }
        }
        return count
    }
}
