import CairnProcessing
import Testing

struct ProcessingConfigurationTests {
    @Test func defaultsAreThoseOfTheJavaLibrary() {
        let configuration = ProcessingConfiguration(sqsURL: "q")
        #expect(configuration.sqsRegion == "us-east-1" && configuration.s3Region == "us-east-1")
        #expect(configuration.visibilityTimeoutSeconds == 60 && configuration.threadCount == 1)
        #expect(configuration.parallelReaderCount == 1 && configuration.threadTerminationDelaySeconds == 60)
        #expect(configuration.maxEventsPerEmit == 1 && !configuration.enableRawEventInfo)
        #expect(!configuration.deleteMessageUponFailure && configuration.messagesPerPoll == 10)
        #expect(configuration.pollWaitSeconds == 20 && configuration.extendsVisibility)
        #expect(configuration.pollDelayMaxSeconds == 20 && configuration.parsing == ParsingOptions())
        #expect(configuration.accessKey == nil && configuration.secretKey == nil)
        #expect(configuration.sourceParsers.count == 4)
    }

    @Test func propertiesOfTheJavaLibraryAreRead() throws {
        let configuration = try ProcessingConfiguration(
            properties: """
                # a comment
                ! another one
                accessKey = AKIA\\
                  EXAMPLE
                secretKey: s\\=cret
                sqsUrl = https://sqs.eu-west-1.amazonaws.com/222233334444/ct
                sqsRegion=eu-west-1
                s3Region eu-central-1
                visibilityTimeout = 120
                threadCount=4
                numOfParallelReaders=2
                threadTerminationDelaySeconds=30
                maxEventsPerEmit=10
                enableRawEventInfo=true
                deleteMessageUponFailure = TRUE
                unknown = 1
                """)
        #expect(configuration.accessKey == "AKIAEXAMPLE" && configuration.secretKey == "s=cret")
        #expect(configuration.sqsURL == "https://sqs.eu-west-1.amazonaws.com/222233334444/ct")
        #expect(configuration.sqsRegion == "eu-west-1" && configuration.s3Region == "eu-central-1")
        #expect(configuration.visibilityTimeoutSeconds == 120 && configuration.threadCount == 4)
        #expect(configuration.parallelReaderCount == 2 && configuration.threadTerminationDelaySeconds == 30)
        #expect(configuration.maxEventsPerEmit == 10 && configuration.enableRawEventInfo)
        #expect(configuration.deleteMessageUponFailure)
    }

    @Test func keysThatAreMissingHaveTheirDefaults() throws {
        let configuration = try ProcessingConfiguration(properties: "sqsUrl=q")
        #expect(configuration.visibilityTimeoutSeconds == 60 && configuration.sqsRegion == "us-east-1")
    }

    @Test(arguments: [
        ("threadCount=1", "Cannot find SQS URL in properties file."),
        ("sqsUrl=q\nthreadCount=0", "threadCount is a non-positive integer."),
        ("sqsUrl=q\nvisibilityTimeout=-1", "visibilityTimeout is a non-positive integer."),
        ("sqsUrl=q\nnumOfParallelReaders=0", "numOfParallelReaders is a non-positive integer."),
        ("sqsUrl=q\nthreadTerminationDelaySeconds=0", "threadTerminationDelaySeconds is a non-positive integer."),
        ("sqsUrl=q\nmaxEventsPerEmit=0", "maxEventsPerEmit is a non-positive integer."),
        ("sqsUrl=q\nmaxEventsPerEmit=ten", "maxEventsPerEmit is no integer: 'ten'."),
    ])
    func wrongValuesAreNamed(text: String, message: String) {
        let error = #expect(throws: ProcessingError.self) { try ProcessingConfiguration(properties: text) }
        #expect(error?.code == .invalidConfiguration && error?.message == message)
    }
}
