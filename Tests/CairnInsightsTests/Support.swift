import CairnInsights
import CairnModel

/// A detector with a day and a half behind it, or more, and what it said.
struct DetectorRig {
    /// 2026-03-02T00:00:00Z, a Monday.
    static let epoch: Int64 = 1_772_409_600

    var detector = InsightDetector()
    var events: [InsightEvent] = []
    var minute = 0

    static let runInstances = subject("ec2.amazonaws.com", "RunInstances")

    static func subject(_ source: String, _ name: String, error: String? = nil) -> SeriesSubject {
        SeriesSubject(
            account: "222233334444", region: "eu-west-1", eventSource: source, eventName: name, errorCode: error)
    }

    static func time(_ minute: Int, second: Int64 = 30) -> Int64 { epoch + Int64(minute) * 60 + second }

    /// Lets minutes pass, in each of which something is called so often; something else is always called once.
    mutating func run(
        _ minutes: Int, _ calls: (Int) -> Int, subject: SeriesSubject = runInstances, identity: String = "dana"
    ) {
        for _ in 0..<minutes {
            detector.add(Self.subject("sts.amazonaws.com", "TagSession"), time: Self.time(minute), identity: "other")
            let count = calls(minute)
            if count > 0 {
                detector.add(
                    subject, count: count, time: Self.time(minute),
                    identity: "arn:aws:iam::222233334444:user/\(identity)", agent: "aws-cli/2.15.0")
            }
            minute += 1
            detector.advance(to: Self.time(minute, second: 31))
            events += detector.takeEvents()
        }
    }

    var starts: [InsightEvent] { events.filter { $0.state == .start } }
    var ends: [InsightEvent] { events.filter { $0.state == .end } }
}

/// Records as they stand in a journal.
enum SampleRecord {
    static func bytes(
        time: Int64, source: String = "ec2.amazonaws.com", name: String = "RunInstances", readOnly: Bool = false,
        category: String = "Management", error: String? = nil, session: String = "session-1",
        region: String = "eu-west-1"
    ) -> [UInt8] {
        let error = error.map { #""errorCode":"\#($0)","errorMessage":"no","# } ?? ""
        return Array(
            """
            {"eventVersion":"1.11","userIdentity":{"type":"AssumedRole","principalId":"AROA1:\(session)",\
            "arn":"arn:aws:sts::222233334444:assumed-role/bot/\(session)","accountId":"222233334444"},\
            "eventTime":"\(ISO8601.string(epochSeconds: time))","eventSource":"\(source)","eventName":"\(name)",\
            "awsRegion":"\(region)","sourceIPAddress":"198.51.100.7","userAgent":"aws-cli/2.15.0",\(error)\
            "requestParameters":null,"responseElements":null,"eventID":"e-\(time)","readOnly":\(readOnly),\
            "eventType":"AwsApiCall","managementEvent":\(category == "Management"),\
            "recipientAccountId":"222233334444","eventCategory":"\(category)"}
            """.utf8)
    }
}

extension InsightDetector {
    mutating func add(record: [UInt8]) {
        record.withUnsafeBytes { bytes in
            if let observation = Observation(record: bytes) { add(observation, in: bytes) }
        }
    }
}
