public import CairnAPI
import CairnModel

/// A trail as a request names it: by its name, or by its ARN.
///
/// Source: CloudTrail User Guide, "Naming requirements for CloudTrail resources, S3 buckets, and KMS keys".
public enum TrailReference: Sendable, Hashable {
    /// A trail of the caller's account whose home is the region of the call.
    case name(String)
    /// A trail of any account and region.
    case arn(partition: String, key: Trail.Key)

    /// - Throws: ``CloudTrailError`` with `invalidTrailName` or `cloudTrailARNInvalid`.
    public init(_ text: String) throws(CloudTrailError) {
        guard text.hasPrefix("arn:") else {
            try TrailName.check(text)
            self = .name(text)
            return
        }
        guard let arn = ARN(text), !arn.partition.isEmpty, arn.service == "cloudtrail", !arn.region.isEmpty,
            let account = arn.accountID, arn.resource.hasPrefix("trail/")
        else { throw Self.notAnARN(text) }
        let name = String(arn.resource.dropFirst("trail/".count))
        try TrailName.check(name)
        self = .arn(
            partition: String(arn.partition),
            key: Trail.Key(account: account, homeRegion: String(arn.region), name: name)
        )
    }

    private static func notAnARN(_ text: String) -> CloudTrailError {
        CloudTrailError(
            .cloudTrailARNInvalid,
            "\(CloudTrailError.excerpt(text)) is not the ARN of a trail; those look like "
                + "arn:aws:cloudtrail:us-east-1:123456789012:trail/NAME."
        )
    }

    /// The ARN that the reference stands for when it is used from a place.
    public func arn(from viewpoint: TrailViewpoint) -> String {
        switch self {
        case .name(let name):
            "arn:\(viewpoint.partition):cloudtrail:\(viewpoint.region):\(viewpoint.account):trail/\(name)"
        case .arn(let partition, let key):
            "arn:\(partition):cloudtrail:\(key.homeRegion):\(key.account):trail/\(key.name)"
        }
    }
}
