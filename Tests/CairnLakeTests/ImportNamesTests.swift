import CairnModel
import Testing

@testable import CairnLake

@Suite struct ImportNamesTests {
    private static let logs = "AWSLogs/111122223333/CloudTrail/us-east-1/2026/03/01/x.json.gz"

    @Test func namesOfAnySortAreRead() throws {
        let names = ImportNames(bucketPrefix: "p/", start: try time("2026-03-01"), end: try time("2026-03-02"))
        for name in ["p/日本AAT", "p/x_日本AAT_y.json.gz", "p/___", "p/20260301T", "p/é0260301T", "p/_2026030T0"] {
            #expect(names.takes(name), "a name without a day says nothing")
        }
        #expect(!names.takes("p/a_20260201T1015Z_b.json.gz"))
    }

    @Test func timesBeyondAllDaysAreDays() {
        for time in [1e30, -1e30, .infinity, -.infinity, .nan] { _ = ImportNames(start: time, end: time).takes("x") }
    }

    private func time(_ day: String) throws -> Double { try #require(LakeDay(day.utf8)).start + 3600 }

    @Test(arguments: [
        ("", logs, true),
        ("", "AWSLogs/o-abc/111122223333/CloudTrail/us-east-1/2026/03/01/x.json.gz", true),
        ("", "some/prefix/" + logs, true),
        ("", "AWSLogs/111122223333/CloudTrail-Digest/us-east-1/2026/03/01/x.json.gz", false),
        ("", "AWSLogs/111122223333/Config/us-east-1/2026/03/01/x.json.gz", false),
        ("", "elsewhere/x.json.gz", false),
        ("", "elsewhere/CloudTrail/x.json.gz", true),
        ("", "AWSLogs/111122223333/CloudTrail/us-east-1/2026/03/01/", false),
        ("elsewhere/", "elsewhere/x.json.gz", true),
        ("AWSLogs/111122223333/", "AWSLogs/111122223333/Config/us-east-1/x.json.gz", false),
        ("AWSLogs/111122223333/", logs, true),
        ("AWSLogs/111122223333/", "AWSLogs/444455556666/CloudTrail/us-east-1/x.json.gz", false),
        ("AWSLogs/111122223333/Config/", "AWSLogs/111122223333/Config/us-east-1/x.json.gz", true),
        ("AWSLogs/111122223333/CloudTrail/eu-west-1/", logs, false),
    ])
    func onlyLogFilesCountUnlessThePrefixSaysOtherwise(_ prefix: String, _ key: String, _ isTaken: Bool) {
        #expect(ImportNames(bucketPrefix: prefix).takes(key) == isTaken)
    }

    @Test(arguments: [
        ("2026/02/27", false), ("2026/02/28", true), ("2026/03/01", true),
        // The first files of the day behind the range hold the last events of it.
        ("2026/03/02", true), ("2026/03/03", false),
    ])
    func daysInPrefixesDecide(_ day: String, _ isTaken: Bool) throws {
        let names = ImportNames(
            bucketPrefix: "", start: try time("2026-02-28"), end: try time("2026-03-01"))
        #expect(names.takes("AWSLogs/111122223333/CloudTrail/us-east-1/\(day)/x.json.gz") == isTaken)
    }

    @Test(arguments: [
        ("111122223333_CloudTrail_us-east-1_20260301T1015Z_AbCdEfGhIjKlMnOp.json.gz", true),
        ("111122223333_CloudTrail_us-east-1_20260227T1015Z_AbCdEfGhIjKlMnOp.json.gz", false),
        ("anything.json.gz", true),
    ])
    func daysInNamesDecideWhereThePrefixHasNone(_ name: String, _ isTaken: Bool) throws {
        let names = ImportNames(start: try time("2026-02-28"), end: try time("2026-03-01"))
        #expect(names.takes("folder/" + name) == isTaken)
    }

    @Test func daysOutsideTheRangeAreJumpedOver() throws {
        let names = ImportNames(bucketPrefix: "", start: try time("2026-02-28"), end: try time("2026-03-01"))
        let folder = "AWSLogs/111122223333/CloudTrail/us-east-1/"
        #expect(names.skip(folder + "2024/05/06/x.json.gz") == folder + "2026/02/28")
        #expect(names.skip(folder + "2026/03/01/x.json.gz") == nil)
        let behind = try #require(names.skip(folder + "2026/04/01/x.json.gz"))
        #expect(folder + "2027/12/31/x.json.gz" < behind)
        #expect("AWSLogs/111122223333/CloudTrail/us-west-1/2026/03/01/x.json.gz" > behind)
    }

    @Test(arguments: [
        ("s3://box", "box", ""), ("s3://box/", "box", ""), ("s3://box/AWSLogs/1/", "box", "AWSLogs/1/"),
    ])
    func aURINamesABucketAndAPrefix(_ text: String, _ bucket: String, _ prefix: String) throws {
        let uri = try #require(BucketURI(text))
        #expect(uri.bucket == bucket)
        #expect(uri.prefix == prefix)
    }

    @Test(arguments: ["", "s3://", "s3:///a", "box", "https://box.s3.amazonaws.com/", "s3://Box!", "s3://ab/c"])
    func otherTextsAreNone(_ text: String) { #expect(BucketURI(text) == nil) }
}
