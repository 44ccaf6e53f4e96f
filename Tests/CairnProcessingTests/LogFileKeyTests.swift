import CairnProcessing
import Testing

struct LogFileKeyTests {
    @Test(arguments: [
        Samples.key(7), "p/AWSLogs/o-1/2/CloudTrail/x/2_CloudTrail_us-gov-west-1_20260301T1015Z_a_b.json.gz",
        "x_CloudTrail_a_CloudTrail_r_20260301T1015Z_u.json.gz",
    ])
    func logFilesAreKnownByTheirNames(key: String) { #expect(LogFileKey.isLogFile(key)) }

    @Test(arguments: [
        "", "a.json.gz", "_CloudTrail_r_20260301T1015Z_u.json.gz", "x_CloudTrail_r_20260301T1015Z_.json.gz",
        "x_CloudTrail-Digest_r_trail_r_20260301T101500Z.json.gz", "x_CloudTrail-Insight_r_20260301T1015Z_u.json.gz",
        "x_CloudTrail__20260301T1015Z_u.json.gz", "x_CloudTrail_r_20260301T101Z_u.json.gz",
        "x_CloudTrail_r_20260301T1015Z_u.json", "x_CloudTrail_r/s_20260301T1015Z_u.json.gz",
        "x_CloudTrail_r_20260301T1015Z_u-v.json.gz", "x_CloudTrail_r_20260301T1015Z_u.json.gz.tmp",
    ])
    func otherFilesAreNot(key: String) { #expect(!LogFileKey.isLogFile(key)) }

    @Test func theAccountStandsInTheName() {
        #expect(LogFileKey.account(in: Samples.key(1)) == "222233334444")
        #expect(LogFileKey.account(in: "a_b/c-d_CloudTrail") == "c-d")
    }
}
