import CairnIntegrity

/// The one place where a bucket becomes a source of files to verify.
enum BucketTrailFiles {
    /// Opens a bucket for reading.
    static func open(_ bucket: String, endpointURL: String?) throws(IntegrityError) -> any TrailFileSource {
        throw IntegrityError(
            .unreadable, "s3://\(bucket) cannot be read by this build; copy it with 'aws s3 sync' and give the folder")
    }
}
