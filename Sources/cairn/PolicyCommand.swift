import ArgumentParser

struct PolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Prints the policy that lets CloudTrail use a bucket, a topic, a key or a role.",
        discussion: """
            A trail writes files into a bucket, may publish to a topic, encrypt with a key, and write to CloudWatch \
            Logs through a role. Each of these has to allow it in its own policy; CreateTrail refuses a trail whose \
            bucket does not. The policy printed here is the one of the CloudTrail User Guide, filled in:

              cairn policy bucket box --trail-name audit --account 222233334444 --region eu-west-1 |
                aws s3api put-bucket-policy --bucket box --policy file:///dev/stdin

            A policy that is there already is checked with --check; what is missing is named, with the usual causes \
            (another prefix, another trail, another account's folder), and the exit code is 1:

              aws s3api get-bucket-policy --bucket box | cairn policy bucket box --trail-name audit --check -

            Policies replace the one before: add the statements printed to a policy that others rely on.
            """,
        subcommands: [
            BucketPolicyCommand.self, ResultsPolicyCommand.self, TopicPolicyCommand.self, KeyPolicyCommand.self,
            RolePolicyCommand.self,
        ]
    )
}
