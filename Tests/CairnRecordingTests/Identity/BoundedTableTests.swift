import Testing

@testable import CairnRecording

@Suite struct BoundedTableTests {
    @Test func oldestEntryGoesFirst() {
        var table = BoundedTable<Int>(capacity: 3)
        for index in 1...5 { table["k\(index)"] = index }
        #expect(table.count == 3)
        #expect(table.all.map(\.value) == [3, 4, 5])
    }

    @Test func entryWrittenAgainIsYoungAgain() {
        var table = BoundedTable<Int>(capacity: 2)
        table["a"] = 1
        table["b"] = 2
        table["a"] = 3
        table["c"] = 4
        #expect(table["b"] == nil)
        #expect(table["a"] == 3)
    }

    @Test func removedEntryMakesRoom() {
        var table = BoundedTable<Int>(capacity: 2)
        table["a"] = 1
        table["b"] = 2
        table["a"] = nil
        table["c"] = 3
        #expect(table.all.map(\.key) == ["b", "c"])
    }

    @Test func oldestStaysWhenTheConditionDoesNotHold() {
        var table = BoundedTable<Int>(capacity: 4)
        table["a"] = 1
        table["b"] = 2
        #expect(!table.removeOldest { $0 > 1 })
        #expect(table.removeOldest { $0 == 1 })
        #expect(table.all.map(\.key) == ["b"])
    }

    @Test func churnDoesNotLoseOrMultiplyEntries() {
        var table = BoundedTable<Int>(capacity: 8)
        for index in 0..<10_000 {
            table["k\(index % 13)"] = index
            if index % 7 == 0 { table["k\(index % 5)"] = nil }
        }
        #expect(table.count <= 8)
        #expect(table.all.count == table.count)
    }
}
