/// The ways in which a queue hears of a log file.
enum NotificationKind: String, CaseIterable, Sendable {
    case cloudTrail, cloudTrailRaw, bucket, bucketByTopic, bucketEvent, bucketEventByTopic

    /// Whether the message goes to the topic, which puts it into its envelope.
    var isPublished: Bool {
        switch self {
        case .cloudTrail, .bucketByTopic, .bucketEventByTopic: true
        case .cloudTrailRaw, .bucket, .bucketEvent: false
        }
    }

    /// What is sent when a file is there. Keys in S3's own notifications are encoded as forms are, in events not.
    ///
    /// Sources: CloudTrail User Guide, "Configuring Amazon SNS notifications"; Amazon S3 User Guide, "Event message
    /// structure" and "Event message structure for Amazon EventBridge".
    func message(bucket: String, key: String, size: Int) -> String {
        switch self {
        case .cloudTrail, .cloudTrailRaw: #"{"s3Bucket":"\#(bucket)","s3ObjectKey":["\#(key)"]}"#
        case .bucket, .bucketByTopic: Self.notification(bucket, Self.formEncoded(key), size)
        case .bucketEvent, .bucketEventByTopic: Self.event(bucket, key, size)
        }
    }

    private static func notification(_ bucket: String, _ key: String, _ size: Int) -> String {
        """
        {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-east-1",\
        "eventTime":"2026-03-01T10:15:09.123Z","eventName":"ObjectCreated:Put",\
        "userIdentity":{"principalId":"AWS:AROAEXAMPLE:regionalDeliverySession"},\
        "requestParameters":{"sourceIPAddress":"192.0.2.7"},\
        "responseElements":{"x-amz-request-id":"C3D13FE58DE4C810","x-amz-id-2":"FMyUVURIY8/IgAtTv8xRjskZQpcIZ9KG4V5Wp6"},\
        "s3":{"s3SchemaVersion":"1.0","configurationId":"trail","bucket":{"name":"\(bucket)",\
        "ownerIdentity":{"principalId":"A3NL1KOZZKExample"},"arn":"arn:aws:s3:::\(bucket)"},\
        "object":{"key":"\(key)","size":\(size),"eTag":"d41d8cd98f00b204e9800998ecf8427e",\
        "sequencer":"0055AED6DCD90281E5"}}}]}
        """
    }

    private static func event(_ bucket: String, _ key: String, _ size: Int) -> String {
        """
        {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Object Created",\
        "source":"aws.s3","account":"123456789012","time":"2026-03-01T10:15:09Z","region":"us-east-1",\
        "resources":["arn:aws:s3:::\(bucket)"],"detail":{"version":"0","bucket":{"name":"\(bucket)"},\
        "object":{"key":"\(key)","size":\(size),"etag":"b1946ac92492d2347c6235b4d2611184",\
        "sequencer":"617f08299329d189"},"request-id":"N4N7GDK58NMKJ12R","requester":"cloudtrail.amazonaws.com",\
        "source-ip-address":"192.0.2.7","reason":"PutObject"}}
        """
    }

    /// What S3 sends to a queue or a topic when notifications are set up.
    static let test = """
        {"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2026-03-01T10:00:00.000Z","Bucket":"box",\
        "RequestId":"5582815E1AEA5ADF","HostId":"8cLeGAmw098X5cv4Zkwcmo8vvZa3eH3eKxsPzbB9wrR+YstdA6Knx4Ip8EXAMPLE"}
        """

    private static func formEncoded(_ key: String) -> String {
        key.utf8.map { byte in
            switch byte {
            case UInt8(ascii: " "): "+"
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
                UInt8(ascii: "/"), UInt8(ascii: "*"):
                String(UnicodeScalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }
}
