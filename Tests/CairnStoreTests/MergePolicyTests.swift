import Testing

@testable import CairnStore

@Suite struct MergePolicyTests {
    @Test(
        arguments: [
            ([], []), ([Int](repeating: 1, count: 7), []), ([Int](repeating: 1, count: 8), Array(0..<8)),
            ([Int](repeating: 1, count: 20), Array(0..<8)),
            ([1, 600] + [Int](repeating: 2, count: 7), [0] + Array(2...8)),
            // Eight of a size that do not fit into one stay as they are.
            ([Int](repeating: 200, count: 8), []), ([Int](repeating: 125, count: 9), Array(0..<8)),
        ] as [([Int], [Int])])
    func eightRunsOfASizeBecomeOne(_ counts: [Int], _ chosen: [Int]) {
        #expect(MergePolicy.next(counts, eventsMax: 1000) == chosen)
    }

    @Test(
        arguments: [
            ([], []), ([5], []), ([900, 5], [1, 0]), ([900, 101], []), ([900, 5, 90, 6], [1, 3, 2]),
            ([1001, 1001], []), ([1001, 4, 4], [1, 2]),
        ] as [([Int], [Int])])
    func theSmallestRunsThatFitAreChosen(_ counts: [Int], _ chosen: [Int]) {
        #expect(MergePolicy.smallest(counts, eventsMax: 1000) == chosen)
    }
}
