/// A resource of one service that creations of others need: a role, a bucket.
struct ForeignResource: Sendable {
    let service: String
    /// The member of the creation that takes the name.
    let member: String
    private let isARN: Bool

    init?(member: String) {
        switch member {
        case "Role", "RoleArn", "roleArn": (service, self.member, isARN) = ("iam", "RoleName", true)
        case "S3BucketName", "s3BucketName": (service, self.member, isARN) = ("s3", "Bucket", false)
        default: return nil
        }
    }

    /// One for all: buckets need a name that nobody else has.
    func name(account: String) -> String { isARN ? "replay-stand-in" : "replay-stand-in-\(account)" }

    /// What stands in the creation that needs it.
    func value(account: String) -> String {
        isARN ? "arn:aws:iam::\(account):role/\(name(account: account))" : name(account: account)
    }
}
