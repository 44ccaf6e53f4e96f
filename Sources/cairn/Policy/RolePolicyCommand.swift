import ArgumentParser
import CairnPolicy

struct RolePolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "role",
        abstract: "The policies of the role through which a trail writes to CloudWatch Logs.",
        discussion: """
            The role needs two: a trust policy that lets CloudTrail assume it, and a policy that lets it write into \
            the streams of the trail's log group.

              cairn policy role ct --trust | aws iam create-role --role-name CloudTrailLogs \
            --assume-role-policy-document file:///dev/stdin
              cairn policy role ct --trail-name audit | aws iam put-role-policy --role-name CloudTrailLogs \
            --policy-name logs --policy-document file:///dev/stdin
            """
    )

    @Argument(help: "The log group's name, then in the trail's account and region, or its ARN.")
    var name: String
    @OptionGroup var trail: TrailOptions
    @Flag(name: .long, help: "The trust policy instead of the permissions.")
    var trust = false
    @Option(name: .customLong("organization-id"), help: "The organization of an organization trail: o-….")
    var organizationID: String?
    @OptionGroup var printing: PolicyPrinting

    func validate() throws {
        try PolicyNames.checkLogGroup(name)
        try OrganizationID.check(organizationID)
    }

    func run() throws {
        let trail = try trail.resolved()
        if trust { return try printing.run(.logsRoleTrust(roleARN: "*")) }
        let group =
            name.hasPrefix("arn:")
            ? name : "arn:\(trail.partition):logs:\(trail.region):\(trail.account):log-group:\(name):*"
        try printing.run(
            .logsRolePermissions(
                logGroupARN: group, region: trail.region, account: trail.account, organizationID: organizationID))
    }
}
