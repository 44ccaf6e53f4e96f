import CairnIntegrity
import CairnModel
import Crypto
import CryptoExtras
import Testing

struct DigestKeysTests {
    private static let day: Int64 = 86_400
    private static let start: Int64 = 1_772_359_200
    private let clock = ManualClock(Double(start))

    @Test func aRegionHasOneKeyUntilItsLastDay() async throws {
        let keys = DigestKeys(storage: nil, clock: clock)
        let first = try await keys.signingKey(in: "eu-west-1", at: Self.start)
        let later = try await keys.signingKey(in: "eu-west-1", at: Self.start + 29 * Self.day)
        #expect(first.publicKey == later.publicKey)
        #expect(first.publicKey.validityStart == Self.start)
        #expect(first.publicKey.validityEnd == Self.start + 2_592_000)
    }

    @Test func theNextKeyBeginsBeforeTheOldOneEnds() async throws {
        let keys = DigestKeys(storage: nil, clock: clock)
        let first = try await keys.signingKey(in: "eu-west-1", at: Self.start).publicKey
        let time = Self.start + 29 * Self.day + 1
        let second = try await keys.signingKey(in: "eu-west-1", at: time).publicKey
        #expect(first.fingerprint != second.fingerprint)
        #expect(second.validityStart == time && first.validityEnd > second.validityStart)
        let again = try await keys.signingKey(in: "eu-west-1", at: time + 1).publicKey
        #expect(again == second)
        let late = try await keys.signingKey(in: "eu-west-1", at: time - 3600).publicKey
        #expect(late == first, "a digest that is late is signed with the key of its time")
        clock.set(Double(time))
        #expect(try await keys.publicKeys(in: "eu-west-1", from: nil, to: nil) == [first, second])
    }

    @Test func regionsHaveKeysOfTheirOwn() async throws {
        let keys = DigestKeys(storage: nil, clock: clock)
        let one = try await keys.publicKeys(in: "eu-west-1", from: nil, to: nil)
        let other = try await keys.publicKeys(in: "us-east-1", from: nil, to: nil)
        #expect(one.count == 1 && other.count == 1 && one != other)
    }

    /// Offsets from the beginning and the end of the key's validity; both ends count.
    @Test(arguments: [
        (from: -10, to: 0, found: true), (-10, -1, false), (2_592_000, 2_592_100, true),
        (2_592_001, 2_592_100, false), (100, 200, true), (-10, 2_600_000, true),
    ])
    func aRangeFindsWhatItTouches(from: Int64, to: Int64, found: Bool) async throws {
        let key = try TestKeys.first.get()
        let publicKey = DigestPublicKey(
            value: key.publicKey.value, validityStart: Self.start, validityEnd: Self.start + 2_592_000)
        #expect(publicKey.isValid(from: Self.start + from, to: Self.start + to) == found)
    }

    @Test func aRangeThatEndsBeforeItStartsIsRefused() async throws {
        let keys = DigestKeys(storage: nil, clock: clock)
        await #expect(throws: IntegrityError(.invalidTimeRange, "")) {
            _ = try await keys.publicKeys(in: "eu-west-1", from: 2, to: 1)
        }
    }

    @Test func namesThatAreNoRegionsGetNoKeys() async throws {
        let keys = DigestKeys(storage: nil, clock: clock)
        for name in ["", "..", "../../etc", "EU-WEST-1", String(repeating: "a", count: 33)] {
            #expect(try await keys.publicKeys(in: name, from: nil, to: nil).isEmpty)
        }
    }

    @Test func noMoreRegionsThanTheLimitGetKeys() async throws {
        var policy = DigestKeyPolicy()
        policy.regionCountMax = 1
        let keys = DigestKeys(storage: nil, clock: clock, policy: policy)
        _ = try await keys.signingKey(in: "eu-west-1", at: Self.start)
        #expect(try await keys.publicKeys(in: "eu-west-2", from: nil, to: nil).isEmpty)
        await #expect(throws: IntegrityError(.invalidKey, "")) {
            _ = try await keys.signingKey(in: "eu-west-2", at: Self.start)
        }
    }

    @Test func theFingerprintIsTheMD5OfThePKCS1Key() throws {
        let key = try TestKeys.first.get().publicKey
        let digits = Insecure.MD5.hash(data: key.value).map { byte -> String in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }
        #expect(key.fingerprint == digits.joined())
        let rsa = try _RSA.Signing.PublicKey(derRepresentation: key.value)
        #expect(rsa.pkcs1DERRepresentation.elementsEqual(key.value))
        #expect(key.value.count == 270)
    }

    @Test func theAnswerOfListPublicKeysIsReadBack() throws {
        let key = DigestPublicKey(value: [0x30, 3, 2, 1, 5], validityStart: 1_436_317_441, validityEnd: 1_438_909_441)
        let answer = try JSON(parsing: #"{"PublicKeyList":[\#(key.json)]}"#)
        #expect(try DigestPublicKey.list(json: answer) == [key])
        let fractions = try JSON(
            parsing: #"{"PublicKeyList":[{"Value":"MAMCAQU=","ValidityStartTime":1436317441.0,"#
                + #""ValidityEndTime":"2015-08-07T01:04:01+00:00","Fingerprint":"no"}]}"#)
        #expect(try DigestPublicKey.list(json: fractions) == [key])
    }

    @Test(arguments: ["{}", #"{"PublicKeyList":[{}]}"#, #"{"PublicKeyList":[{"Value":"*"}]}"#, "[]"])
    func otherAnswersAreRefused(text: String) throws {
        #expect(throws: IntegrityError(.invalidKey, "")) { try DigestPublicKey.list(json: JSON(parsing: text)) }
    }

    @Test func aDescriptionHoldsNoPrivateKey() throws {
        let key = try TestKeys.first.get()
        var text = "\(key) \(String(reflecting: key))"
        dump(key, to: &text)
        #expect(text.contains(key.publicKey.fingerprint))
        #expect(!text.lowercased().contains("private"))
    }
}
