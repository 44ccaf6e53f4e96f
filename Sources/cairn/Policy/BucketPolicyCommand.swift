import ArgumentParser
import CairnPolicy

struct BucketPolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bucket",
        abstract: "The policy of a trail's bucket.",
        discussion: """
            CloudTrail reads the bucket's access control list and puts files below [prefix/]AWSLogs/<account>/, each \
            with the ACL bucket-owner-full-control. An organization's trail writes below AWSLogs/<organization id>/ too.

              cairn policy bucket box --trail-name audit --prefix logs |
                aws s3api put-bucket-policy --bucket box --policy file:///dev/stdin
              cairn policy bucket box --trail-arn arn:aws:cloudtrail:eu-west-1:222233334444:trail/audit \
            --organization-id o-11aa22bb33
              aws s3api get-bucket-policy --bucket box | cairn policy bucket box --trail-name audit --check -
            """
    )

    @Argument(help: "The bucket's name.")
    var name: String
    @OptionGroup var trail: TrailOptions
    @Option(name: .long, help: "The trail's S3KeyPrefix.")
    var prefix: String?
    @Option(name: .customLong("organization-id"), help: "The organization of an organization trail: o-….")
    var organizationID: String?
    @Option(name: .customLong("key-arn"), help: "With --check: the key that the trail encrypts its files with.")
    var keyARN: String?
    @OptionGroup var printing: PolicyPrinting

    func validate() throws {
        try PolicyNames.checkBucket(name)
        try prefix.map(PolicyNames.checkPrefix)
        try keyARN.map(PolicyNames.checkKeyARN)
        try OrganizationID.check(organizationID)
    }

    func run() throws {
        let trail = try trail.resolved()
        try printing.run(
            .bucket(
                name: name, prefix: prefix, trailARN: trail.arn, account: trail.account,
                organizationID: organizationID, keyARN: keyARN))
    }
}
