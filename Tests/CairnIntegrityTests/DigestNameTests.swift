import CairnIntegrity
import Testing

struct DigestNameTests {
    private static let time: Int64 = 1_772_362_800

    @Test(
        arguments: [
            (nil, nil, false, "AWSLogs/222233334444/", ".json.gz"),
            ("logs", nil, false, "logs/AWSLogs/222233334444/", ".json.gz"),
            ("a/b", "o-11aa22bb33", false, "a/b/AWSLogs/o-11aa22bb33/222233334444/", ".json.gz"),
            ("", nil, true, "AWSLogs/222233334444/", "_backfill.json.gz"),
        ] as [(String?, String?, Bool, String, String)])
    func keysFollowTheLayout(
        prefix: String?, organization: String?, isBackfill: Bool, root: String, ending: String
    ) throws {
        let name = DigestName(
            prefix: prefix, organizationID: organization, account: "222233334444", region: "eu-west-1",
            trail: "my_audit_trail", homeRegion: "us-east-2", endTime: Self.time, isBackfill: isBackfill)
        let key =
            root + "CloudTrail-Digest/eu-west-1/2026/03/01/"
            + "222233334444_CloudTrail-Digest_eu-west-1_my_audit_trail_us-east-2_20260301T110000Z" + ending
        #expect(name.key == key)
        #expect(DigestName(key: key) == name)
        // The AWS CLI cuts the time out by position.
        let cut = isBackfill ? key.dropLast(17).suffix(16) : key.dropLast(8).suffix(16)
        #expect(cut == "20260301T110000Z")
    }

    @Test(arguments: [
        "", "a.json.gz", "AWSLogs/222233334444/CloudTrail/eu-west-1/2026/03/01/x.json.gz",
        "CloudTrail-Digest/eu-west-1/2026/03/01/222233334444_CloudTrail-Digest_eu-west-1_t_eu-west-1_20260301T1100Z.json.gz",
        "CloudTrail-Digest/eu-west-1/2026/03/01/22223333444_CloudTrail-Digest_eu-west-1_t_eu-west-1_20260301T110000Z.json.gz",
        "CloudTrail-Digest/eu-west-2/2026/03/01/222233334444_CloudTrail-Digest_eu-west-1_t_eu-west-1_20260301T110000Z.json.gz",
        "CloudTrail-Digest/eu-west-1/2026/03/01/222233334444_CloudTrail-Digest_eu-west-1_eu-west-1_20260301T110000Z.json.gz",
    ])
    func otherKeysAreNoDigests(key: String) {
        #expect(DigestName(key: key) == nil)
    }
}
