import CairnModel
import CairnWire

/// A call as the rules for resources see it.
struct ResourceContext {
    /// The event source without `.amazonaws.com`.
    let label: String
    let operation: String
    let isDataEvent: Bool
    /// What was sent, and what came back if the call succeeded.
    let input: WireValue
    let output: WireValue?
    let accountID: String
    let region: String
    let bucket: String?
    let key: String?
    /// The owner that the caller expects the bucket to have; S3 refuses the call if it is another.
    let expectedBucketOwner: String?

    var partition: String {
        if region.hasPrefix("cn-") { return "aws-cn" }
        if region.hasPrefix("us-gov-") { return "aws-us-gov" }
        return "aws"
    }

    func text(_ member: String) -> String? { input.text(member) }

    /// The resource that a member names by its ARN, or by a name to which the caller's account and region belong.
    /// - Parameters:
    ///   - service: the service part of the ARN.
    ///   - prefix: what stands before the name in the ARN's last part, such as `table/`.
    func resource(
        _ nameOrARN: String, service: String, prefix: String, type: String?, accountID owner: String? = nil
    ) -> RecordResource {
        if let arn = ARN(nameOrARN) {
            return RecordResource(type: type, arn: nameOrARN, accountID: arn.accountID ?? accountID)
        }
        let owner = owner ?? accountID
        let name = nameOrARN.truncated(toUTF8Count: SizeLimits.text)
        // Piece by piece, as interpolation takes three times as long.
        var arn = "arn:"
        arn.reserveCapacity(64 + name.utf8.count)
        for part in [partition, service, region, owner] {
            arn += part
            arn += ":"
        }
        arn += prefix
        arn += name
        return RecordResource(type: type, arn: arn, accountID: owner)
    }
}
