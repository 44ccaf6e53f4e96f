import CairnWire
import NIOCore
import Testing

@testable import CairnGateway

@Suite struct BodyTapTests {
    @Test func keepsAPrefixAndCountsAll() {
        let budget = TapBudget(byteCountMax: 100)
        var tap = BodyTap(byteCountMax: 5)
        for piece in ["abc", "def", "g"] { tap.add(ByteBuffer(string: piece), budget: budget) }
        #expect(String(decoding: tap.body.bytes, as: UTF8.self) == "abcde")
        #expect(tap.body.totalByteCount == 7)
        #expect(!tap.body.isComplete)
        #expect(tap.droppedByteCount == 2)
        #expect(budget.usedByteCount == 5)
    }

    @Test func putsSmallAndLargePiecesTogetherInOrder() {
        let budget = TapBudget(byteCountMax: 1 << 20)
        var tap = BodyTap(byteCountMax: 1 << 20)
        var expected = ""
        for number in 0..<50 {
            let piece = String(repeating: String(number % 10), count: number % 7 == 0 ? 3000 : 10)
            expected += piece
            tap.add(ByteBuffer(string: piece), budget: budget)
        }
        #expect(String(decoding: tap.body.bytes, as: UTF8.self) == expected)
    }

    @Test func takesNothingBeyondTheBudgetOfAll() {
        let budget = TapBudget(byteCountMax: 8)
        var (first, second) = (BodyTap(byteCountMax: 6), BodyTap(byteCountMax: 6))
        first.add(ByteBuffer(string: "sixsix"), budget: budget)
        second.add(ByteBuffer(string: "six"), budget: budget)
        second.add(ByteBuffer(string: "s"), budget: budget)
        #expect(second.body.bytes.isEmpty)
        #expect(second.body.totalByteCount == 4)
        first.release(to: budget)
        #expect(budget.usedByteCount == 0)
        #expect(first.body.totalByteCount == 6)
    }

    @Test func onlyCountsWithoutALimit() {
        let budget = TapBudget(byteCountMax: 8)
        var tap = BodyTap(byteCountMax: 0)
        tap.add(ByteBuffer(string: "abc"), budget: budget)
        #expect(tap.body.bytes.isEmpty && tap.body.totalByteCount == 3)
        #expect(tap.droppedByteCount == 0)
    }
}
