import CairnWire

/// What else a call has to be allowed, by what its headers ask for.
///
/// Source: Amazon S3 API Reference, "Permissions" of PutObject, CopyObject, CreateMultipartUpload and CreateBucket.
enum FurtherActions {
    private static let writing: Set<String> = ["PutObject", "CopyObject", "CreateMultipartUpload"]

    static func actions(of call: BucketCall) -> [String] {
        var actions: [String] = []
        if writing.contains(call.operation.name) {
            if call.text("Tagging") != nil { actions.append("s3:PutObjectTagging") }
            // That one gives nothing away, and those who deliver into a bucket send it without a permission for it.
            if let acl = call.text("ACL"), acl != "bucket-owner-full-control" { actions.append("s3:PutObjectAcl") }
        } else if call.operation.name == "CreateBucket" {
            if call.text("ACL") != nil { actions.append("s3:PutBucketAcl") }
            if call.text("ObjectOwnership") != nil { actions.append("s3:PutBucketOwnershipControls") }
        }
        return actions
    }
}
