import CairnAPI
import CairnAWSClient
import CairnGzip
import CairnModel
import CairnObjects
import CairnTesting
import CairnWire
import Foundation

/// A bucket, a topic and a queue of moto, into which a Cairn delivers.
struct DeliveredMessages: Sendable {
    static let bucket = "box"
    private static let regions = [
        "us-east-1", "us-east-2", "us-west-1", "us-west-2", "eu-west-1", "eu-west-2", "eu-central-1", "eu-north-1",
        "ap-south-1", "ap-northeast-1",
    ]
    private static let recordsPerFile = 2

    let client: AWSClient
    let queueURL: String
    private let topicARN: String
    var store: S3ObjectStore { S3ObjectStore(client: client) }

    init(_ client: AWSClient) async throws {
        self.client = client
        _ = try await client.call(
            service: "s3", operation: "CreateBucket", input: .structure([.init("Bucket", .string(Self.bucket))]))
        let queue = try await client.call(
            service: "sqs", operation: "CreateQueue", input: .structure([.init("QueueName", .string("logs"))]))
        queueURL = queue["QueueUrl"]?.stringValue ?? ""
        let topic = try await client.call(
            service: "sns", operation: "CreateTopic", input: .structure([.init("Name", .string("logs"))]))
        topicARN = topic["TopicArn"]?.stringValue ?? ""
        _ = try await client.call(
            service: "sns", operation: "Subscribe",
            input: .structure([
                .init("TopicArn", .string(topicARN)), .init("Protocol", .string("sqs")),
                .init("Endpoint", .string("arn:aws:sqs:us-east-1:123456789012:logs")),
            ]))
    }

    /// Has a Cairn record calls in many accounts and regions until so many log files are delivered and announced.
    ///
    /// - Returns: the ids of the events that were recorded.
    func deliver(_ count: Int, from cairn: TestCairn, interval: Duration) async throws -> Set<String> {
        let accounts = accounts(count)
        for account in accounts {
            let api = cairn.api(account: account, region: "us-east-1")
            _ = try await api.createTrail(
                CreateTrailRequest(
                    name: "audit", s3BucketName: Self.bucket, snsTopicName: topicARN, isMultiRegionTrail: true))
            _ = try await api.startLogging(StartLoggingRequest(name: "audit"))
        }
        var eventIDs: Set<String> = []
        while try await remaining() < count {
            let records = accounts.flatMap { account in
                Self.regions.flatMap { region in
                    (0..<Self.recordsPerFile).map { _ in Self.record(account, region, at: cairn.clock.now()) }
                }
            }
            try await cairn.inject(records: records)
            eventIDs.formUnion(records.compactMap { $0["eventID"]?.stringValue })
            let announced = try await remaining() + accounts.count * Self.regions.count
            cairn.clock.advance(by: interval)
            while try await remaining() < announced { try await Task.sleep(for: .milliseconds(250)) }
        }
        return eventIDs
    }

    /// Those that have trails, each of which sends a validation message first.
    func accounts(_ count: Int) -> [String] {
        (0..<max(1, min(50, count / Self.regions.count / 4))).map { String(222_233_330_000 + $0) }
    }

    private static func record(_ account: String, _ region: String, at time: Double) -> JSON {
        [
            "eventVersion": "1.11",
            "userIdentity": [
                "type": "IAMUser", "principalId": "AIDAEXAMPLE", "arn": .string("arn:aws:iam::\(account):user/dana"),
                "accountId": .string(account), "userName": "dana",
            ],
            "eventTime": .string(ISO8601.string(epochSeconds: Int64(time))), "eventSource": "sqs.amazonaws.com",
            "eventName": "CreateQueue", "awsRegion": .string(region), "sourceIPAddress": "192.0.2.7",
            "userAgent": "tests", "requestParameters": ["queueName": "orders"], "responseElements": .null,
            "requestID": .string(UUID().uuidString.lowercased()), "eventID": .string(UUID().uuidString.lowercased()),
            "readOnly": false, "eventType": "AwsApiCall", "managementEvent": true,
            "recipientAccountId": .string(account), "eventCategory": "Management",
        ]
    }

    /// The keys of the log files, in order.
    private func keys() async throws -> [String] {
        var keys: [String] = []
        while true {
            let page = try await store.list(bucket: Self.bucket, prefix: "AWSLogs/", after: keys.last, limit: 1000)
            keys += page.objects.map(\.key)
            if page.next == nil { return keys.filter { $0.contains("/CloudTrail/") && $0.hasSuffix(".json.gz") } }
        }
    }

    /// What became of the delivered messages.
    struct Spoiled: Sendable {
        /// By the key of the file.
        var faults: [String: MessageFault] = [:]
        /// The events of the files that cannot be read any more.
        var lostEventIDs: Set<String> = []

        func count(_ fault: MessageFault) -> Int { faults.values.count { $0 == fault } }
    }

    /// Lets something befall some of the files and messages.
    func spoil() async throws -> Spoiled {
        let keys = try await keys()
        let faults = keys.enumerated().map { (key: $1, fault: MessageFault($0)) }
        var spoiled = Spoiled(faults: Dictionary(uniqueKeysWithValues: faults.map { ($0.key, $0.fault) }))
        let hands = 8
        try await withThrowingTaskGroup(of: Set<String>.self) { group in
            for hand in 0..<hands {
                group.addTask {
                    var lost: Set<String> = []
                    for index in stride(from: hand, to: faults.count, by: hands) {
                        let (key, fault) = faults[index]
                        if fault.spoilsFile { lost.formUnion(try await eventIDs(inFile: key)) }
                        try await inflict(fault, on: key)
                    }
                    return lost
                }
            }
            for try await lost in group { spoiled.lostEventIDs.formUnion(lost) }
        }
        // What moto counted a moment ago is not true any more.
        try await Task.sleep(for: .seconds(1))
        return spoiled
    }

    private func eventIDs(inFile key: String) async throws -> [String] {
        let file = try Gzip.decompress(try await bytes(of: key), upTo: 1 << 20)
        return try (JSON(parsing: file)["Records"]?.arrayValue ?? []).compactMap { $0["eventID"]?.stringValue }
    }

    private func inflict(_ fault: MessageFault, on key: String) async throws {
        switch fault {
        case .none, .visibilityEnds: break
        case .missing: try await store.delete(bucket: Self.bucket, key: key)
        case .truncated:
            try await store.put(bucket: Self.bucket, key: key, bytes: Array(try await bytes(of: key).dropLast(8)))
        case .wrongJSON:
            let text = #"{"Records":[{"eventID":]}"#
            try await store.put(bucket: Self.bucket, key: key, bytes: try Gzip.compress(Array(text.utf8)))
        case .duplicate: try await send(#"{"s3Bucket":"\#(Self.bucket)","s3ObjectKey":["\#(key)"]}"#)
        case .notAMessage: try await send("hello")
        }
    }

    private func bytes(of key: String) async throws -> [UInt8] {
        try await store.get(bucket: Self.bucket, key: key).collect(upTo: 1 << 20)
    }

    /// Puts a message into the queue, as something does that needs no topic.
    func send(_ body: String) async throws {
        _ = try await client.call(
            service: "sqs", operation: "SendMessage",
            input: .structure([.init("QueueUrl", .string(queueURL)), .init("MessageBody", .string(body))]))
    }

    /// Puts a message into the queue by way of the topic, which wraps it.
    func publish(_ message: String) async throws {
        _ = try await client.call(
            service: "sns", operation: "Publish",
            input: .structure([.init("TopicArn", .string(topicARN)), .init("Message", .string(message))]))
    }

    /// How many messages are in the queue, hidden or not.
    func remaining() async throws -> Int {
        let output = try await client.call(
            service: "sqs", operation: "GetQueueAttributes",
            input: .structure([
                .init("QueueUrl", .string(queueURL)), .init("AttributeNames", .list([.string("All")])),
            ]))
        guard case .map(let attributes)? = output["Attributes"] else { return .max }
        let names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        return attributes.filter { names.contains($0.name) }
            .reduce(0) { $0 + (Int($1.value.stringValue ?? "") ?? 0) }
    }
}
