import CairnIntegrity
import Testing

/// An organization trail: the digests of each account and region are a chain of their own, all below one prefix.
struct OrganizationVerificationTests {
    private static let organization = "o-11aa22bb33"
    private static let accounts = ["222233334444", "333344445555", "444455556666"]
    private static let regions = ["eu-west-1", "us-east-1", "ap-southeast-2"]

    private func trails() throws -> [TestTrail] {
        try Self.accounts.flatMap { account in
            try Self.regions.map { region in
                var trail = try TestTrail(
                    account: account, region: region, prefix: "audit/logs", organizationID: Self.organization)
                for _ in 0..<3 { try trail.writeHour() }
                return trail
            }
        }
    }

    private func bucket(_ trails: [TestTrail]) throws -> TestTrail {
        var bucket = try TestTrail()
        for trail in trails { bucket.files.files.merge(trail.files.files) { first, _ in first } }
        return bucket
    }

    @Test func everyAccountAndRegionIsVerified() async throws {
        let report = try await bucket(trails()).verify()
        #expect(report.isGood && report.notes.isEmpty)
        #expect(report.chainCount == 9 && report.scopeCount == 9)
        #expect(report.digests.valid == 27 && report.logFiles.valid == 54)
    }

    @Test func whatIsWrongInOneAccountIsFoundInThatAccount() async throws {
        var all = try trails()
        let (missing, altered) = (all[4].digestKeys[1], all[8].logKeys[2][0])
        all[4].files.files[missing] = nil
        try all[8].edit(altered) { $0 + " " }
        let stranger = all[0].logKey(at: TestTrail.origin + 1800, unique: "0000000000000000")
        all[0].files.files[stranger] = all[0].files.files[all[0].logKeys[0][0]]
        let report = try await bucket(all).verify()
        #expect(Set(report.findings.map(\.key)) == [missing, altered, stranger])
        #expect(missing.hasPrefix("audit/logs/AWSLogs/\(Self.organization)/333344445555/CloudTrail-Digest/us-east-1/"))
        #expect(report.chainCount == 9 && report.digests.valid == 26 && report.logFiles.valid == 51)
    }

    @Test func aPrefixChoosesOneAccount() async throws {
        var options = VerificationOptions()
        options.prefix = "audit/logs/AWSLogs/\(Self.organization)/\(Self.accounts[1])/"
        let report = try await bucket(trails()).verify(options)
        #expect(report.isGood && report.chainCount == 3 && report.digests.valid == 9)
    }

    @Test func theTrailIsChosenByItsARN() async throws {
        var options = VerificationOptions()
        options.trail = TrailSelection(arn: "arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit")
        #expect(try await bucket(trails()).verify(options).chainCount == 9)
        options.trail = TrailSelection(arn: "arn:aws:cloudtrail:eu-west-1:111122223333:trail/another")
        #expect(try await bucket(trails()).verify(options).chainCount == 0)
    }

    @Test func filesOfOneAccountInAnotherAreNotTakenForItsOwn() async throws {
        var all = try trails()
        let stolen = all[0].digestKeys[2]
        let moved = stolen.replacing("222233334444", with: "333344445555")
        all[3].files.files[moved] = all[0].files.files[stolen]
        let report = try await bucket(all).verify()
        #expect(report.findings.map(\.key) == [moved] && report.findings.map(\.kind) == [.movedDigest])
    }
}
