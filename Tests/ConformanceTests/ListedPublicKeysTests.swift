import CairnAPI
import CairnAWSClient
import CairnIntegrity
import CairnObjects
import CairnProcessing
import CairnSigning
import CairnTesting
import Testing

/// Log files of a running Cairn, proved by the keys that it lists.
struct ListedPublicKeysTests {
    @Test(.timeLimit(.minutes(1))) func whatCairnDeliversIsProvedByTheKeysThatItLists() async throws {
        try await withCairn { cairn in
            try await cairn.makeBucket("audit")
            _ = try await cairn.api().createTrail(
                CreateTrailRequest(name: "trail", s3BucketName: "audit", enableLogFileValidation: true))
            _ = try await cairn.api().startLogging(StartLoggingRequest(name: "trail"))
            try await cairn.inject(TestEvent("DeleteBucket", source: "s3.amazonaws.com", user: "mallory"))
            try await cairn.delivered(1, to: "audit")
            try await Self.waitForDigest(cairn)

            let client = Self.client(cairn.url)
            var configuration = BackfillConfiguration()
            configuration.verification = .init(keys: ListedPublicKeys(client: client))
            let report = try await LogBackfill(
                files: BucketLogFiles(store: S3ObjectStore(client: client), bucket: "audit"), bucket: "audit",
                configuration: configuration, handlers: ProcessingHandlers { _ in }
            ).run()
            let integrity = try #require(report.integrity)
            #expect(integrity.digests.valid > 0 && integrity.digests.invalid == 0)
            #expect(integrity.logFiles.valid > 0 && integrity.logFiles.invalid == 0)
            #expect(report.filesProcessed > 0)
        }
    }

    private static func client(_ url: String) -> AWSClient {
        var configuration = AWSClient.Configuration()
        configuration.endpoints.overrideURL = url
        let keys = SigningCredentials(accessKeyID: "123456789012", secretAccessKey: "s")
        return AWSClient(
            configuration: configuration, credentials: FixedCredentials(keys), transport: AsyncHTTPTransport.shared)
    }

    private static func waitForDigest(_ cairn: TestCairn) async throws {
        while try await !cairn.keys(in: "audit").contains(where: { $0.contains("_CloudTrail-Digest_") }) {
            cairn.clock.advance(by: .seconds(600))
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}
