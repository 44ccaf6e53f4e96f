import ArgumentParser
import CairnModel
import CairnServer

/// Which trail a policy is for.
struct TrailOptions: ParsableArguments {
    /// A trail, or with `*` in its ARN any trail of the account.
    struct Resolved {
        let arn: String
        let partition: String
        let region: String
        let account: String
    }

    @Option(
        name: .customLong("trail-arn"),
        help: "The trail's ARN, which tells account and region too. May hold '*'.")
    var trailARN: String?
    @Option(name: .long, help: "The trail's name. Default: any trail of the account.")
    var trailName: String?
    @Option(name: .long, help: "The account that the trail belongs to. Default: CAIRN_ACCOUNT, then 123456789012.")
    var account: String?
    @Option(name: .long, help: "The trail's home region. Default: AWS_REGION, AWS_DEFAULT_REGION, then us-east-1.")
    var region: String?

    func validate() throws {
        try account.map { try Self.checkAccount($0, "--account") }
        try region.map { try PolicyNames.checkRegion($0, "--region") }
        try trailName.map { try PolicyNames.checkTrail($0, "--trail-name") }
        try trailARN.map(check)
    }

    private func check(_ trailARN: String) throws {
        guard let arn = ARN(trailARN), arn.service == "cloudtrail", arn.resource.hasPrefix("trail/") else {
            throw ValidationError(
                "--trail-arn wants an ARN such as arn:aws:cloudtrail:eu-west-1:222233334444:trail/audit; "
                    + "got '\(trailARN)'")
        }
        if !arn.account.contains("*") { try Self.checkAccount(arn.account, "the account of --trail-arn") }
        if !arn.region.contains("*") { try PolicyNames.checkRegion(arn.region, "the region of --trail-arn") }
        let name = arn.resource.dropFirst("trail/".count)
        if !name.contains("*") { try PolicyNames.checkTrail(name, "the name in --trail-arn") }
        if let account, arn.account != account {
            throw ValidationError("--account \(account) is not the account of --trail-arn, which is \(arn.account)")
        }
        if let trailName, arn.resource != "trail/\(trailName)" {
            throw ValidationError("--trail-name \(trailName) is not the name in --trail-arn, \(arn.resource)")
        }
    }

    func resolved() throws -> Resolved {
        let environment = ProcessEnvironment.current
        let given = trailARN.flatMap(ARN.init)
        let account = try given?.accountID ?? account ?? Self.account(in: environment)
        let home = given.map { String($0.region) }.flatMap { $0.contains("*") ? nil : $0 }
        let region = try region ?? home ?? Self.region(in: environment)
        let partition = given.map { String($0.partition) } ?? Self.partition(of: region)
        let place = trailName == nil ? "*" : region
        return Resolved(
            arn: trailARN ?? "arn:\(partition):cloudtrail:\(place):\(account):trail/\(trailName ?? "*")",
            partition: partition, region: region, account: account)
    }

    private static func account(in environment: [String: String]) throws -> String {
        guard let account = environment["CAIRN_ACCOUNT"], !account.isEmpty else { return "123456789012" }
        try checkAccount(account, "CAIRN_ACCOUNT")
        return account
    }

    private static func region(in environment: [String: String]) throws -> String {
        for name in ["AWS_REGION", "AWS_DEFAULT_REGION"] {
            guard let region = environment[name], !region.isEmpty else { continue }
            try PolicyNames.checkRegion(region, name)
            return region
        }
        return "us-east-1"
    }

    private static func checkAccount(_ text: some StringProtocol, _ option: String) throws {
        guard !AccountID.isValid(text) else { return }
        throw ValidationError("\(option) wants twelve digits; got '\(text)'")
    }

    private static func partition(of region: String) -> String {
        if region.hasPrefix("cn-") { return "aws-cn" }
        return region.hasPrefix("us-gov-") ? "aws-us-gov" : "aws"
    }
}

/// `o-` and 10 to 32 lower-case letters and digits.
enum OrganizationID {
    static func check(_ text: String?) throws {
        guard let text else { return }
        let rest = text.utf8.dropFirst(2)
        let isValid =
            text.hasPrefix("o-") && (10...32).contains(rest.count)
            && rest.allSatisfy { "0123456789abcdefghijklmnopqrstuvwxyz".utf8.contains($0) }
        guard isValid else {
            throw ValidationError("--organization-id wants an id such as o-11aa22bb33; got '\(text)'")
        }
    }
}
