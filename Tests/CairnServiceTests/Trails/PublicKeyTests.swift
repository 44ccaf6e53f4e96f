import CairnAPI
import CairnModel
import CairnService
import Testing

@Suite struct PublicKeyTests {
    /// Three keys of 30 days, the middle one active; another region has none.
    private struct FakeKeys: PublicKeySource {
        func publicKeys(account: String, region: String) -> [ListedPublicKey] {
            guard region == "eu-west-1" else { return [] }
            return [1, 0, -1].map { index in
                let start = TestService.now - 1_000_000 + Double(index) * 2_592_000
                return ListedPublicKey(
                    der: [0x30, 0x82, UInt8(index + 1)], validityStart: start, validityEnd: start + 2_592_000,
                    fingerprint: "key\(index)"
                )
            }
        }
    }

    private let test = TestService(publicKeys: FakeKeys())
    private static let active = TestService.now - 1_000_000

    @Test func withoutATimeTheActiveKeysAreReturned() async {
        #expect(
            await test.answer("ListPublicKeys", "{}")
                == #"{"PublicKeyList":[{"Value":"MIIB","ValidityStartTime":1771359502,"ValidityEndTime":1773951502,"#
                + #""Fingerprint":"key0"}]}"#
        )
    }

    private static let ranges: [(start: Double, end: Double, keys: [String])] = [
        (active, active + 1, ["key-1", "key0"]), (active + 1, active + 2, ["key0"]), (0, active - 2_592_001, []),
        (0, active - 2_592_000, ["key-1"]), (0, 4_000_000_000, ["key-1", "key0", "key1"]),
        (active + 2_592_000, active + 2_592_000, ["key0", "key1"]),
    ]

    @Test(arguments: ranges)
    func everyKeyThatWasValidInTheRangeIsReturned(start: Double, end: Double, keys: [String]) async throws {
        let answer = try await test.api().listPublicKeys(
            ListPublicKeysRequest(startTime: Timestamp(epochSeconds: start), endTime: Timestamp(epochSeconds: end))
        )
        #expect(answer.publicKeyList?.compactMap(\.fingerprint) == keys)
    }

    @Test func boundThatIsNotGivenIsThePresent() async throws {
        let answer = try await test.api().listPublicKeys(ListPublicKeysRequest(startTime: Timestamp(epochSeconds: 0)))
        #expect(answer.publicKeyList?.compactMap(\.fingerprint) == ["key-1", "key0"])
    }

    @Test(arguments: [
        (#"{"StartTime":2,"EndTime":1}"#, "InvalidTimeRange"), (#"{"EndTime":1}"#, "InvalidTimeRange"),
        (#"{"NextToken":"x"}"#, "InvalidToken"), (#"{"StartTime":"soon"}"#, "Serialization"),
    ])
    func badRangeIsRefused(body: String, code: String) async {
        #expect(await test.code("ListPublicKeys", body) == code + "Exception")
    }

    @Test func keysAreThoseOfTheRegion() async throws {
        let answer = try await test.api(region: "us-east-1").listPublicKeys(ListPublicKeysRequest())
        #expect(answer.publicKeyList == [])
    }
}
