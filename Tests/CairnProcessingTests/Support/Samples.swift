import CairnGzip

/// Records, files and messages of tests.
enum Samples {
    static let bucket = "box"

    static func record(_ index: Int, name: String = "PutObject") -> String {
        """
        {"eventVersion":"1.11","userIdentity":{"type":"IAMUser","accountId":"222233334444","userName":"dana"},\
        "eventTime":"2026-03-01T10:15:02Z","eventSource":"s3.amazonaws.com","eventName":"\(name)",\
        "awsRegion":"eu-west-1","requestParameters":{"key":"part-\(index)"},"responseElements":null,\
        "eventID":"\(eventID(index))","readOnly":false,"recipientAccountId":"222233334444"}
        """
    }

    static func eventID(_ index: Int) -> String {
        let digits = String(index, radix: 16)
        return "2f4d1c30-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.utf8.count) + digits
    }

    static func log(_ indices: some Sequence<Int>) -> String {
        #"{"Records":["# + indices.map { record($0) }.joined(separator: ",") + "]}"
    }

    static func gzip(_ text: String) throws -> [UInt8] { try Gzip.compress(Array(text.utf8)) }

    static func key(_ index: Int) -> String {
        let digits = String(index)
        let unique = String(repeating: "0", count: 16 - digits.utf8.count) + digits
        return "AWSLogs/222233334444/CloudTrail/eu-west-1/2026/03/01/"
            + "222233334444_CloudTrail_eu-west-1_20260301T1015Z_\(unique).json.gz"
    }

    /// What a trail's topic puts into a queue.
    static func notification(_ keys: [String]) -> String {
        let list = keys.map { #"\"\#($0)\""# }.joined(separator: ",")
        return #"{"Type":"Notification","MessageId":"m-1","TopicArn":"arn:aws:sns:eu-west-1:222233334444:ct","#
            + #""Message":"{\"s3Bucket\":\"\#(bucket)\",\"s3ObjectKey\":[\#(list)]}"}"#
    }
}
