import ArgumentParser
import CairnModel
import CairnPolicy

struct KeyPolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "The policy of a trail's AWS KMS key, or of one for event data stores.",
        discussion: """
            CloudTrail asks for data keys with the trail's ARN as encryption context, and describes the key. The first \
            statement keeps the key in its account's hands: without it nobody could change the policy again.

              cairn policy key 1234abcd-… --trail-name audit |
                aws kms put-key-policy --key-id 1234abcd-… --policy-name default --policy file:///dev/stdin
              aws kms get-key-policy --key-id 1234abcd-… --policy-name default |
                cairn policy key 1234abcd-… --trail-name audit --check -

            Whoever reads the files needs kms:Decrypt besides; that is for you to add. With --event-data-stores it is the \
            policy of a key for event data stores, which has no conditions on its source.
            """
    )

    @Argument(help: "The key's ARN, id or alias.")
    var name: String
    @OptionGroup var trail: TrailOptions
    @Flag(name: .long, help: "Let CloudTrail decrypt too, for a bucket with an S3 Bucket Key.")
    var decrypt = false
    @Flag(name: .long, help: "For event data stores, not for trails.")
    var eventDataStores = false
    @OptionGroup var printing: PolicyPrinting

    func validate() throws { try PolicyNames.checkKey(name) }

    func run() throws {
        let trail = try trail.resolved()
        if eventDataStores { return try printing.run(.storeKey(arn: key, account: trail.account)) }
        try printing.run(.key(arn: key, trailARN: trail.arn, account: trail.account, decrypt: decrypt))
    }

    /// Policies know keys, not aliases: of the ARN of an alias only the place is of use.
    private var key: String {
        guard let arn = ARN(name), arn.resource.hasPrefix("alias/") else { return name }
        return "arn:\(arn.partition):kms:\(arn.region):\(arn.account):key/*"
    }
}
