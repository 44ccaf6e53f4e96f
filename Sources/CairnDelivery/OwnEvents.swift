public import CairnModel
import CairnSelectors
import CairnTrails
import Logging

/// Records Cairn's own puts as CloudTrail's are: data events of the bucket, if some trail logs them.
///
/// A trail that logs the data events of its own bucket delivers, with each file, the event of the file before it.
///
/// Source: CloudTrail User Guide, "Logging data events": log delivery to a bucket with data events.
public struct OwnEvents: Sendable {
    private let sink: any EventSink
    private let eventIDs: EventIDGenerator
    private let defaultRegion: String

    /// - Parameter defaultRegion: of buckets whose region is not known.
    public init(sink: any EventSink, eventIDs: EventIDGenerator, defaultRegion: String) {
        self.sink = sink
        self.eventIDs = eventIDs
        self.defaultRegion = defaultRegion
    }

    /// What is known of a put.
    struct Put: Sendable {
        var trail: Trail
        var bucket: String
        var key: String
        var byteCount: Int
        /// Of the bucket; `nil` if not known.
        var owner: String?
        var region: String?
        var time: Double
    }

    func record(of put: Put) -> [UInt8] {
        let owner = put.owner ?? put.trail.account
        let region = put.region.flatMap { $0.isEmpty ? nil : $0 } ?? defaultRegion
        let bucketARN = "arn:\(put.trail.partition):s3:::\(put.bucket)"
        var parameters: JSONObject = [
            "bucketName": .string(put.bucket), "Host": .string("\(put.bucket).s3.\(region).amazonaws.com"),
            "key": .string(put.key), "x-amz-acl": "bucket-owner-full-control",
        ]
        if let kmsKey = put.trail.kmsKeyID {
            parameters["x-amz-server-side-encryption"] = "aws:kms"
            parameters["x-amz-server-side-encryption-aws-kms-key-id"] = .string(kmsKey)
        }
        let record: JSON = [
            "eventVersion": "1.11",
            "userIdentity": ["type": "AWSService", "invokedBy": "cloudtrail.amazonaws.com"],
            "eventTime": .string(ISO8601.string(epochSeconds: Int64(put.time))),
            "eventSource": "s3.amazonaws.com", "eventName": "PutObject", "awsRegion": .string(region),
            "sourceIPAddress": "cloudtrail.amazonaws.com", "userAgent": "cloudtrail.amazonaws.com",
            "requestParameters": .object(parameters), "responseElements": nil,
            "additionalEventData": [
                "SignatureVersion": "SigV4", "bytesTransferredIn": .integer(put.byteCount),
                "AuthenticationMethod": "AuthHeader", "bytesTransferredOut": 0,
            ],
            "requestID": .string(eventIDs.next()), "eventID": .string(eventIDs.next()), "readOnly": false,
            "resources": [
                ["type": "AWS::S3::Object", "ARN": .string("\(bucketARN)/\(put.key)")],
                ["accountId": .string(owner), "type": "AWS::S3::Bucket", "ARN": .string(bucketARN)],
            ],
            "eventType": "AwsApiCall", "managementEvent": false, "recipientAccountId": .string(owner),
            "sharedEventID": .string(eventIDs.next()), "eventCategory": "Data",
        ]
        return Array(record.description.utf8)
    }

    /// Records those puts that some trail logs. Failing to is not failing to deliver.
    func add(_ puts: [Put], world: DeliveryWorld, filters: TrailFilters) async {
        guard !filters.isEmpty else { return }
        let records = puts.map(record).filter { bytes in
            bytes.withUnsafeBytes { bytes in
                guard let view = RecordView(scanning: bytes), let place = LanePlace(view, in: bytes) else {
                    return false
                }
                return filters.select(view, in: bytes, place)
            }
        }
        guard !records.isEmpty else { return }
        do {
            try await sink.append(records)
        } catch {
            world.logger.warning("The events of own puts are not recorded", metadata: ["error": "\(error)"])
        }
    }
}
