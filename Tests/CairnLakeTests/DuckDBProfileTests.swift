import CairnModel
import Testing

@testable import CairnLake

@Suite struct DuckDBProfileTests {
    private func part(_ type: String, _ rows: Int, name: String? = nil, _ children: JSON...) -> JSON {
        [
            "operator_type": .string(type), "operator_name": .string(name ?? type),
            "operator_cardinality": .integer(rows),
            "children": .array(children),
        ]
    }

    private func parquet(_ rows: Int) -> JSON { part("TABLE_SCAN", rows, name: "READ_PARQUET") }
    private func tail(_ rows: Int) -> JSON { part("TABLE_SCAN", rows, name: "READ_NDJSON_OBJECTS") }

    private func matched(_ plan: JSON, of total: Int = 1000) -> Int {
        DuckDBProfile(json: ["children": [plan]]).matchedEvents(of: total)
    }

    @Test func eventsAreCountedBehindTheirConditions() {
        #expect(matched(part("HASH_GROUP_BY", 3, part("PROJECTION", 40, part("FILTER", 40, parquet(90))))) == 40)
        let both = part(
            "UNION", 45, part("PROJECTION", 40, part("FILTER", 40, parquet(90))), part("FILTER", 5, tail(7)))
        #expect(matched(part("TOP_N", 3, part("FILTER", 44, both))) == 44)
    }

    @Test func conditionsOnGroupsAndJoinsDoNotCount() {
        let groups = part("HASH_GROUP_BY", 30, parquet(90))
        #expect(matched(part("PROJECTION", 2, part("FILTER", 2, groups))) == 90)
        #expect(matched(part("FILTER", 1, part("HASH_JOIN", 500, parquet(90), part("FILTER", 10, tail(12))))) == 100)
    }

    @Test func whatIsNoStoreIsNotCounted() {
        let list = part("TABLE_SCAN", 3, name: "COLUMN_DATA_SCAN")
        #expect(matched(part("CROSS_PRODUCT", 270, parquet(90), list)) == 90)
    }

    @Test func withoutAScanTheFilesThemselvesHaveAnswered() {
        #expect(matched(part("PROJECTION", 1, part("COLUMN_DATA_SCAN", 1))) == 1000)
        #expect(matched(part("UNGROUPED_AGGREGATE", 1, part("EMPTY_RESULT", 0))) == 0)
        #expect(matched(part("UNION", 5, part("EMPTY_RESULT", 0), tail(5))) == 5)
    }
}
