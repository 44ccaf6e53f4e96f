import CairnIntegrity
import CairnModel
import Testing

struct DigestFileTests {
    private static let golden = Array(GoldenDigest.text.utf8)

    @Test func aDigestIsWrittenByteForByteAsItWasRead() throws {
        let file = try DigestFile(parsing: Self.golden)
        #expect(String(decoding: file.bytes, as: UTF8.self) == GoldenDigest.text)
        #expect(file.account == "444455556666" && file.logFiles.count == 2 && file.bucket == "ledger-box")
        #expect(file.previous?.signature == String(repeating: "ab", count: 256))
    }

    @Test func eventTimesFollowFromTheLogFiles() throws {
        let file = try DigestFile(parsing: Self.golden)
        let again = DigestFile(
            account: file.account, startTime: file.startTime, endTime: file.endTime, bucket: file.bucket,
            key: file.key, publicKeyFingerprint: file.publicKeyFingerprint, previous: file.previous,
            logFiles: file.logFiles)
        #expect(again == file)
        #expect(again.newestEventTime?.text == "2027-05-17T08:25:59Z")
        #expect(again.oldestEventTime?.text == "2027-05-17T07:41:07Z")
    }

    @Test func anEmptyStartingDigestIsFullOfNulls() throws {
        let file = DigestFile(
            account: "222233334444", startTime: DigestTime(1_772_359_200), endTime: DigestTime(1_772_362_800),
            bucket: "box", key: "k", publicKeyFingerprint: "f", previous: nil, logFiles: [])
        let expected = #"""
            {"awsAccountId":"222233334444","digestStartTime":"2026-03-01T10:00:00Z",\#
            "digestEndTime":"2026-03-01T11:00:00Z","digestS3Bucket":"box","digestS3Object":"k",\#
            "digestPublicKeyFingerprint":"f","digestSignatureAlgorithm":"SHA256withRSA",\#
            "newestEventTime":null,"oldestEventTime":null,"previousDigestS3Bucket":null,\#
            "previousDigestS3Object":null,"previousDigestHashValue":null,\#
            "previousDigestHashAlgorithm":null,"previousDigestSignature":null,"logFiles":[]}
            """#
        #expect(String(decoding: file.bytes, as: UTF8.self) == expected)
        #expect(try DigestFile(parsing: file.bytes) == file)
    }

    @Test(arguments: [
        "digestPublicKeyFingerprint", "digestS3Bucket", "digestS3Object", "previousDigestSignature", "digestEndTime",
        "digestStartTime", "logFiles",
    ])
    func membersThatValidatorsNeedMustBeThere(name: String) throws {
        var object = try #require(JSON(parsing: Self.golden).objectValue)
        object[name] = nil
        #expect(throws: IntegrityError(.invalidDigest, "")) {
            try DigestFile(parsing: Array(JSON.object(object).description.utf8))
        }
    }

    @Test(arguments: ["awsAccountId", "newestEventTime", "previousDigestHashAlgorithm", "digestSignatureAlgorithm"])
    func membersThatNobodyReadsMayBeMissing(name: String) throws {
        var object = try #require(JSON(parsing: Self.golden).objectValue)
        object[name] = nil
        _ = try DigestFile(parsing: Array(JSON.object(object).description.utf8))
    }

    @Test(arguments: ["", "{", "[]", #""text""#, #"{"logFiles":[{}]}"#])
    func otherBytesAreNoDigest(text: String) {
        #expect(throws: IntegrityError(.invalidDigest, "")) { try DigestFile(parsing: Array(text.utf8)) }
    }

    @Test func theSignatureOfAnotherProgramIsAccepted() throws {
        let key = try #require(Base64.bytes(GoldenDigest.publicKey))
        let publicKey = DigestPublicKey(value: key, validityStart: 0, validityEnd: 1)
        #expect(publicKey.fingerprint == GoldenDigest.fingerprint)
        #expect(DigestSignature.sha256(of: Self.golden) == GoldenDigest.sha256)
        let file = try DigestFile(parsing: Self.golden)
        let text = DigestSignature.stringToSign(for: file, sha256: GoldenDigest.sha256)
        #expect(try DigestSignature.isValid(GoldenDigest.signature, of: text, key: publicKey))
        for other in [
            text + "\n", text.replacing("08:30:15", with: "07:30:15"),
            text.replacing("ledger-box/", with: "ledger-box//"), String(text.dropLast()),
        ] {
            #expect(try !DigestSignature.isValid(GoldenDigest.signature, of: other, key: publicKey))
        }
        for other in ["", "zz", String(GoldenDigest.signature.dropLast(2)), GoldenDigest.signature + "00"] {
            #expect(try !DigestSignature.isValid(other, of: text, key: publicKey))
        }
    }

    @Test func whatIsSignedForAStartingDigestEndsInNull() throws {
        let file = DigestFile(
            account: "1", startTime: DigestTime(0), endTime: DigestTime(3600), bucket: "b", key: "k/e",
            publicKeyFingerprint: "", previous: nil, logFiles: [])
        #expect(DigestSignature.stringToSign(for: file, sha256: "h") == "1970-01-01T01:00:00Z\nb/k/e\nh\nnull")
    }

    @Test func aSignedDigestVerifiesAndIsTheSameWhenSignedAgain() throws {
        let key = try TestKeys.first.get()
        let file = try DigestFile(parsing: Self.golden)
        let signed = try SignedDigest(file, key: key)
        #expect(try signed == SignedDigest(file, key: key))
        #expect(signed.signature.count == 512 && signed.signature == signed.signature.lowercased())
        #expect(signed.metadata.map(\.name) == ["signature", "signature-algorithm"])
        #expect(signed.metadata.map(\.value) == [signed.signature, "SHA256withRSA"])
        #expect(signed.file.publicKeyFingerprint == key.publicKey.fingerprint)
        let link = DigestLink(
            bucket: file.bucket, key: file.key, sha256: signed.sha256, signature: signed.signature)
        #expect(signed.link == link)
        let text = DigestSignature.stringToSign(for: signed.file, sha256: signed.sha256)
        #expect(try DigestSignature.isValid(signed.signature, of: text, key: key.publicKey))
        #expect(try DigestSignature.isValid(signed.signature.uppercased(), of: text, key: key.publicKey))
    }

    @Test func aBackfillDigestSaysWhenItWasMade() throws {
        let file = try DigestFile(parsing: Self.golden)
        let signed = try SignedDigest(file, key: TestKeys.first.get(), backfillTime: DigestTime(1_772_359_200))
        #expect(signed.metadata.last?.name == "backfill-generation-timestamp")
        #expect(signed.metadata.last?.value == "2026-03-01T10:00:00Z")
    }

    @Test func aKeyInAnotherFormIsUnusable() throws {
        let key = DigestPublicKey(
            value: [0x30, 0x06, 0x30, 0x04, 0x06, 0x02, 0x2A, 0x03], validityStart: 0, validityEnd: 1)
        #expect(throws: IntegrityError(.invalidKey, "")) {
            try DigestSignature.isValid(GoldenDigest.signature, of: "text", key: key)
        }
    }
}
