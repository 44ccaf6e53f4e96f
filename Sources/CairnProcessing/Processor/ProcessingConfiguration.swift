/// How a processor works: every option of the Java library with its default, and a few more.
///
/// Source: CloudTrail User Guide, "Using the CloudTrail Processing Library"; version 2.0.1 of the Java library.
public struct ProcessingConfiguration: Sendable {
    /// The queue. Required.
    public var sqsURL: String
    public var sqsRegion = "us-east-1"
    public var s3Region = "us-east-1"
    /// Keys to use; without both of them the standard chain of credentials is asked.
    public var accessKey: String?
    public var secretKey: String?
    /// For how long a message that was received is hidden from others; while it is worked on, it is hidden again and
    /// again. More than 0.
    public var visibilityTimeoutSeconds = 60
    /// How many messages are worked on at once. More than 0.
    public var threadCount = 1
    /// How many tasks wait for messages. More than 0.
    public var parallelReaderCount = 1
    /// How long a stop waits for the work at hand, which is cancelled then. More than 0.
    public var threadTerminationDelaySeconds = 60
    /// The most events that are handed over at once. More than 0. Events are handed over one at a time by default, as in
    /// the Java library; some hundred cost less.
    public var maxEventsPerEmit = 1
    /// Events know where they stand in the file's text.
    public var enableRawEventInfo = false
    /// Messages that cannot be understood, files that cannot be read and errors of the user's code cost the message. A
    /// download that fails never does.
    public var deleteMessageUponFailure = false

    // What the Java library does not have.

    /// 1 to 10.
    public var messagesPerPoll = 10
    /// How long a poll waits for messages: 0 to 20.
    public var pollWaitSeconds = 20
    public var extendsVisibility = true
    /// The longest wait after polls that fail.
    public var pollDelayMaxSeconds = 20.0
    public var parsing = ParsingOptions()
    /// Which keys are log files; others make a message be of another kind.
    public var isLogFile: @Sendable (String) -> Bool = LogFileKey.isLogFile
    /// Asked in this order, but for the one that understood the last message, which is asked first.
    public var sourceParsers: [any SourceParser] = SourceParserChain.standard

    public init(sqsURL: String) { self.sqsURL = sqsURL }

    /// - Throws: ``ProcessingError`` with `invalidConfiguration`.
    func validate() throws(ProcessingError) {
        guard !sqsURL.isEmpty else {
            throw ProcessingError(.invalidConfiguration, "Cannot find SQS URL in properties file.")
        }
        let numbers = [
            ("visibilityTimeout", visibilityTimeoutSeconds), ("threadCount", threadCount),
            ("numOfParallelReaders", parallelReaderCount),
            ("threadTerminationDelaySeconds", threadTerminationDelaySeconds),
            ("maxEventsPerEmit", maxEventsPerEmit), ("messagesPerPoll", messagesPerPoll),
        ]
        for (name, value) in numbers where value <= 0 {
            throw ProcessingError(.invalidConfiguration, "\(name) is a non-positive integer.")
        }
        guard messagesPerPoll <= 10, (0...20).contains(pollWaitSeconds) else {
            throw ProcessingError(
                .invalidConfiguration, "A poll takes at most 10 messages and waits for at most 20 seconds.")
        }
    }

    var effectiveParsing: ParsingOptions {
        var options = parsing
        options.countsCharacters = enableRawEventInfo
        return options
    }
}
