import CairnObjects
import CairnWire

/// The ACLs that have a name.
///
/// Source: Amazon S3 User Guide, "Access control list (ACL) overview", "Controlling ownership of objects".
enum CannedACL {
    private static let names = [
        "private", "public-read", "public-read-write", "authenticated-read", "aws-exec-read", "bucket-owner-read",
        "bucket-owner-full-control", "log-delivery-write",
    ]
    private static let grants = ["GrantFullControl", "GrantRead", "GrantReadACP", "GrantWrite", "GrantWriteACP"]

    /// Looks at the ACL in a request's headers.
    ///
    /// - Throws: ``S3Failure`` with `InvalidArgument` for one that is not known, `AccessControlListNotSupported` where
    ///   the bucket's owner owns everything, `NotImplemented` for grants.
    static func check(_ call: BucketCall, isBucket: Bool = false, ownership: String) throws {
        if grants.contains(where: { call.text($0) != nil }) {
            throw S3Failure.notImplemented("ACLs with grants of their own are not supported, canned ones are")
        }
        guard let acl = call.text("ACL") else { return }
        guard names.contains(acl) else { throw S3Failure.invalidArgument("x-amz-acl", acl, "") }
        let isHarmless = acl == "private" && isBucket || acl == "bucket-owner-full-control" && !isBucket
        if ownership == "BucketOwnerEnforced", !isHarmless {
            throw S3Failure("AccessControlListNotSupported", 400, "The bucket does not allow ACLs")
        }
    }

    /// The grants that a canned ACL stands for.
    static func grants(_ acl: String?, owner: String?) -> WireValue {
        var grants = [grant(user: owner, "FULL_CONTROL")]
        switch acl {
        case "public-read": grants.append(grant(group: "global/AllUsers", "READ"))
        case "public-read-write":
            grants += ["READ", "WRITE"].map { grant(group: "global/AllUsers", $0) }
        case "authenticated-read": grants.append(grant(group: "global/AuthenticatedUsers", "READ"))
        case "log-delivery-write":
            grants += ["WRITE", "READ_ACP"].map { grant(group: "s3/LogDelivery", $0) }
        default: break
        }
        return .list(grants)
    }

    private static func grant(user account: String?, _ permission: String) -> WireValue {
        grant(permission) { grantee in
            grantee.set("Type", "CanonicalUser")
            grantee.set("ID", BucketService.canonicalID(of: account ?? ""))
        }
    }

    private static func grant(group: String, _ permission: String) -> WireValue {
        grant(permission) { grantee in
            grantee.set("Type", "Group")
            grantee.set("URI", "http://acs.amazonaws.com/groups/" + group)
        }
    }

    private static func grant(_ permission: String, _ grantee: (inout Output) -> Void) -> WireValue {
        Output.structure { output in
            output.set("Grantee", grantee)
            output.set("Permission", permission)
        }
    }
}
