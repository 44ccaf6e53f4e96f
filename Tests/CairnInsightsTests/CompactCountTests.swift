import Testing

@testable import CairnInsights

@Suite struct CompactCountTests {
    @Test func smallCountsAreExact() {
        for count in UInt32(0)...4095 { #expect(CompactCount.unpack15(CompactCount.pack15(count)) == count) }
        for count in UInt32(0)...16 { #expect(CompactCount.unpack8(CompactCount.pack8(count)) == count) }
    }

    @Test(arguments: [4097, 60_000, 123_456, 9_999_999, 67_000_000] as [UInt32])
    func largeCountsAreClose(_ count: UInt32) {
        let sum = CompactCount.unpack15(CompactCount.pack15(count))
        #expect(sum <= count && count - sum <= count / 2048)
        let peak = CompactCount.unpack8(CompactCount.pack8(count))
        #expect(peak >= count && peak - count <= count / 8)
    }

    @Test func tooLargeCountsStayAtTheLargest() {
        #expect(CompactCount.unpack15(CompactCount.pack15(.max)) == 4095 << 14)
        #expect(CompactCount.unpack8(CompactCount.pack8(.max)) >= 0xf000_0000)
    }
}
