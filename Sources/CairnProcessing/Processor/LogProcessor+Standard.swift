public import CairnAWSClient
import CairnModel
import CairnObjects
import CairnSigning
public import Logging

extension LogProcessor {
    /// A processor of an SQS queue and S3 buckets, with credentials and endpoints from the configuration, the
    /// environment and the shared files.
    ///
    /// Objects are asked for with `x-amz-request-payer: requester`, as the Java library does.
    /// - Parameters:
    ///   - configuration: the queue, and how it is worked off.
    ///   - handlers: what is done with events, errors and progress.
    ///   - environment: the process's own by default.
    ///   - credentials: of both services; the configuration's keys or the standard chain if `nil`.
    ///   - transport: the process's own connections by default.
    ///   - logger: hears of retries, at debug level; of messages without log files, of errors and of steps, as
    ///     ``init(configuration:queue:downloads:handlers:logger:)`` says. Keys and bodies are never logged.
    public static func standard(
        _ configuration: ProcessingConfiguration, handlers: ProcessingHandlers,
        environment: [String: String] = ProcessVariables.current, credentials: (any CredentialProvider)? = nil,
        transport: any HTTPTransport = AsyncHTTPTransport.shared, logger: Logger? = nil
    ) -> LogProcessor {
        let config = SharedConfig(environment: environment, readFile: SmallFile.read)
        let settings = AWSClient.Configuration(environment: environment, config: config)
        let provider =
            credentials ?? configuration.keys
            ?? CredentialChain.standard(
                host: CredentialHost(environment: environment, transport: transport), config: config,
                configuration: settings)
        var sqs = AWSClient(configuration: settings, credentials: provider, transport: transport, logger: logger)
        var s3 = sqs
        sqs.configuration.region = configuration.sqsRegion
        s3.configuration.region = configuration.s3Region
        s3.configuration.additionalHeaders["x-amz-request-payer"] = "requester"
        return LogProcessor(
            configuration: configuration, queue: SQSQueue(client: sqs, url: configuration.sqsURL),
            downloads: ObjectLogFiles(store: S3ObjectStore(client: s3)), handlers: handlers, logger: logger)
    }
}

extension ProcessingConfiguration {
    /// The keys, if both are there.
    fileprivate var keys: (any CredentialProvider)? {
        guard let accessKey, let secretKey else { return nil }
        return FixedCredentials(SigningCredentials(accessKeyID: accessKey, secretAccessKey: secretKey))
    }
}
