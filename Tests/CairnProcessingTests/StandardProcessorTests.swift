import CairnAWSClient
import CairnModel
import CairnProcessing
import CairnSigning
import CairnTestSupport
import Testing

/// The processor that is made from a configuration alone: what it says reaches SQS and S3.
struct StandardProcessorTests {
    private static let environment = [
        "HOME": "/nowhere", "AWS_EC2_METADATA_DISABLED": "true", "AWS_REGION": "us-west-2",
        "AWS_ACCESS_KEY_ID": "AKIAENVIRONMENT", "AWS_SECRET_ACCESS_KEY": "secret-of-environment",
    ]

    /// Processes one message with one file, and returns what was asked of the services.
    private static func run(
        credentials: (any CredentialProvider)? = nil, log: CapturedLog = CapturedLog(),
        _ configure: (inout ProcessingConfiguration) -> Void
    ) async throws -> ScriptedServices {
        let services = ScriptedServices(
            message: Samples.notification([Samples.key(1)]), file: try Samples.gzip(Samples.log(0..<3)))
        var configuration = ProcessingConfiguration(sqsURL: "https://sqs.eu-west-1.amazonaws.com/222233334444/trail")
        configure(&configuration)
        let rig = Rig([])
        let processor = LogProcessor.standard(
            configuration, handlers: ProcessingHandlers { rig.record($0) }, environment: environment,
            credentials: credentials, transport: services, logger: log.logger)
        try await rig.run(processor) { _ in services.isDeleted }
        #expect(rig.eventIDs.count == 3)
        return services
    }

    private static func check(
        _ requests: [HTTPTransportRequest], service: String, region: String, keyID: String, secret: String
    ) throws {
        #expect(!requests.isEmpty)
        for request in requests {
            let scope = "\(region)/\(service)/aws4_request"
            #expect(request.headers["Authorization"]?.contains("Credential=\(keyID)/") == true)
            #expect(request.headers["Authorization"]?.contains(scope) == true)
            #expect(request.url.contains("\(service).\(region).amazonaws.com/"))
            let parts = request.url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
            guard case .bytes(let body) = request.body else {
                Issue.record("a body that is no bytes")
                continue
            }
            try SigV4.verify(
                method: request.method, target: "/" + parts[3], headers: request.headers, body: body,
                secretAccessKey: secret, now: SystemClock().now())
        }
    }

    @Test func keysAndRegionsOfTheConfigurationReachBothServices() async throws {
        let log = CapturedLog()
        let services = try await Self.run(log: log) { configuration in
            configuration.accessKey = "AKIACONFIGURED"
            configuration.secretKey = "configured-secret"
            configuration.sqsRegion = "eu-west-1"
            configuration.s3Region = "ap-south-1"
        }
        let (sqs, s3) = (services.requests(of: "sqs"), services.requests(of: "s3"))
        try Self.check(sqs, service: "sqs", region: "eu-west-1", keyID: "AKIACONFIGURED", secret: "configured-secret")
        try Self.check(s3, service: "s3", region: "ap-south-1", keyID: "AKIACONFIGURED", secret: "configured-secret")
        #expect(s3.map(\.url) == ["https://box.s3.ap-south-1.amazonaws.com/" + Samples.key(1)])
        #expect(
            Set(sqs.compactMap { $0.headers["X-Amz-Target"] }) == [
                "AmazonSQS.ReceiveMessage", "AmazonSQS.DeleteMessage",
            ])
        #expect(!log.lines.isEmpty)
        for secret in ["configured-secret", "Signature=", "handle-of-m0"] { #expect(!log.text.contains(secret)) }
    }

    @Test func objectsAreAskedForAtTheRequestersExpense() async throws {
        let services = try await Self.run { _ in }
        for request in services.requests(of: "s3") {
            #expect(request.headers["x-amz-request-payer"] == "requester")
            #expect(request.headers["Authorization"]?.contains("x-amz-request-payer") == true, "it is signed")
        }
        #expect(services.requests(of: "sqs").allSatisfy { $0.headers["x-amz-request-payer"] == nil })
    }

    @Test func theRegionIsUsEast1IfTheConfigurationHasNone() async throws {
        let services = try await Self.run { _ in }
        for service in ["sqs", "s3"] {
            try Self.check(
                services.requests(of: service), service: service, region: "us-east-1", keyID: "AKIAENVIRONMENT",
                secret: "secret-of-environment")
        }
    }

    @Test(arguments: [true, false])
    func oneKeyAloneIsNone(isAccessKey: Bool) async throws {
        let services = try await Self.run { configuration in
            if isAccessKey { configuration.accessKey = "AKIACONFIGURED" } else { configuration.secretKey = "x" }
        }
        try Self.check(
            services.requests(of: "sqs"), service: "sqs", region: "us-east-1", keyID: "AKIAENVIRONMENT",
            secret: "secret-of-environment")
    }

    @Test func credentialsThatAreGivenInCodeComeFirst() async throws {
        let keys = SigningCredentials(accessKeyID: "AKIAGIVEN", secretAccessKey: "given")
        let services = try await Self.run(credentials: FixedCredentials(keys)) { configuration in
            configuration.accessKey = "AKIACONFIGURED"
            configuration.secretKey = "configured-secret"
        }
        try Self.check(
            services.requests(of: "s3"), service: "s3", region: "us-east-1", keyID: "AKIAGIVEN", secret: "given")
    }

    @Test func pollsAskForWhatTheConfigurationSays() async throws {
        let services = try await Self.run { configuration in
            configuration.visibilityTimeoutSeconds = 77
            configuration.messagesPerPoll = 4
            configuration.pollWaitSeconds = 9
        }
        let poll = try #require(services.requests(of: "sqs").first)
        guard case .bytes(let bytes) = poll.body else { return #expect(Bool(false), "a poll has a body") }
        let body = try JSON(parsing: bytes)
        #expect(body["QueueUrl"] == "https://sqs.eu-west-1.amazonaws.com/222233334444/trail")
        #expect(body["VisibilityTimeout"]?.intValue == 77 && body["MaxNumberOfMessages"]?.intValue == 4)
        #expect(body["WaitTimeSeconds"]?.intValue == 9)
    }
}
