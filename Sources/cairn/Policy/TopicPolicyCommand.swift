import ArgumentParser
import CairnPolicy

struct TopicPolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "topic",
        abstract: "The policy of a trail's Amazon SNS topic.",
        discussion: """
            CloudTrail publishes to the topic when it has put files into the bucket.

              cairn policy topic audit-files --trail-name audit --region eu-west-1 --output json |
                aws sns set-topic-attributes --attribute-name Policy --attribute-value file:///dev/stdin \
            --topic-arn arn:aws:sns:eu-west-1:222233334444:audit-files
              aws sns get-topic-attributes --topic-arn arn:… | cairn policy topic arn:… --trail-name audit --check -
            """
    )

    @Argument(help: "The topic's name, then in the trail's account and region, or its ARN.")
    var name: String
    @OptionGroup var trail: TrailOptions
    @OptionGroup var printing: PolicyPrinting

    func validate() throws { try PolicyNames.checkTopic(name) }

    func run() throws {
        let trail = try trail.resolved()
        let arn =
            name.hasPrefix("arn:") ? name : "arn:\(trail.partition):sns:\(trail.region):\(trail.account):\(name)"
        try printing.run(.topic(arn: arn, trailARN: trail.arn, account: trail.account))
    }
}
