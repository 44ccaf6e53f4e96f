/// A part of AWS with accounts, regions and host names of its own.
///
/// Source: AWS General Reference, "Service endpoints"; the regions' names as in AWS's own partition metadata.
public struct Partition: Sendable, Hashable {
    /// As in ARNs, such as `aws-cn`.
    public let id: String
    let dnsSuffix: String
    let dualStackSuffix: String
    /// Where services without regions sign.
    let globalRegion: String

    /// The partition of a region, by how the region's name begins; `aws` for names that are not known.
    public static func of(region: String) -> Partition {
        all.first { partition in partition.prefixes.contains { region.hasPrefix($0) } } ?? aws
    }

    private let prefixes: [String]

    private init(
        _ id: String, _ dnsSuffix: String, _ dualStackSuffix: String, globalRegion: String, prefixes: [String]
    ) {
        self.id = id
        self.dnsSuffix = dnsSuffix
        self.dualStackSuffix = dualStackSuffix
        self.globalRegion = globalRegion
        self.prefixes = prefixes
    }

    private static let aws = Partition("aws", "amazonaws.com", "api.aws", globalRegion: "us-east-1", prefixes: [])

    private static let all = [
        Partition(
            "aws-cn", "amazonaws.com.cn", "api.amazonwebservices.com.cn", globalRegion: "cn-northwest-1",
            prefixes: ["cn-", "aws-cn-"]),
        Partition(
            "aws-us-gov", "amazonaws.com", "api.aws", globalRegion: "us-gov-west-1",
            prefixes: ["us-gov-", "aws-us-gov-"]),
        Partition(
            "aws-iso-b", "sc2s.sgov.gov", "api.aws.scloud", globalRegion: "us-isob-east-1", prefixes: ["us-isob-"]),
        Partition(
            "aws-iso-e", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk", globalRegion: "eu-isoe-west-1",
            prefixes: ["eu-isoe-"]),
        Partition(
            "aws-iso-f", "csp.hci.ic.gov", "api.aws.hci.ic.gov", globalRegion: "us-isof-south-1",
            prefixes: ["us-isof-"]),
        Partition("aws-iso", "c2s.ic.gov", "api.aws.ic.gov", globalRegion: "us-iso-east-1", prefixes: ["us-iso-"]),
        Partition(
            "aws-eusc", "amazonaws.eu", "api.amazonwebservices.eu", globalRegion: "eusc-de-east-1",
            prefixes: ["eusc-"]),
    ]
}
