import Testing

@testable import CairnReplay

@Suite struct ClaimTableTests {
    @Test func exclusiveClaimsWaitForEachOther() {
        var table = ClaimTable()
        func add(_ job: Int, _ claims: ResourceClaims) -> Bool { table.add(job, claims) }
        func finish(_ job: Int) -> [Int] { table.finish(job) }
        #expect(add(1, ResourceClaims(exclusive: ["a"])) == true)
        #expect(add(2, ResourceClaims(exclusive: ["a", "b"])) == false)
        #expect(add(3, ResourceClaims(exclusive: ["b"])) == false)
        #expect(finish(1) == [2])
        #expect(finish(2) == [3])
        #expect(finish(3) == [])
        #expect(add(4, ResourceClaims(exclusive: ["a", "b"])) == true)
    }

    @Test func sharedClaimsRunTogetherBetweenExclusiveOnes() {
        var table = ClaimTable()
        func add(_ job: Int, _ claims: ResourceClaims) -> Bool { table.add(job, claims) }
        func finish(_ job: Int) -> [Int] { table.finish(job) }
        #expect(add(1, ResourceClaims(exclusive: ["box"])) == true)
        #expect(add(2, ResourceClaims(exclusive: ["box/a"], shared: ["box"])) == false)
        #expect(add(3, ResourceClaims(exclusive: ["box/b"], shared: ["box"])) == false)
        #expect(add(4, ResourceClaims(exclusive: ["box"])) == false)
        #expect(add(5, ResourceClaims(exclusive: ["box/c"], shared: ["box"])) == false)
        #expect(finish(1) == [2, 3])
        #expect(finish(3) == [])
        #expect(finish(2) == [4])
        #expect(finish(4) == [5])
    }
}
