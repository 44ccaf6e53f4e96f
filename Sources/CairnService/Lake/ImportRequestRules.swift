import CairnAPI
import CairnLake
import CairnModel

/// What a StartImport request must say.
///
/// Source: CloudTrail API Reference, StartImport.
enum ImportRequestRules {
    /// The destination and the source of a new import.
    /// - Throws: ``CloudTrailError`` with `invalidParameter` or `invalidImportSource`.
    static func checked(
        _ request: StartImportRequest
    ) throws(CloudTrailError) -> (destination: String, source: ImportRun.Source) {
        guard let destination = request.destinations?.first, let source = request.importSource?.s3 else {
            throw EventDataStoreErrors.parameter(
                "A new import needs Destinations and ImportSource; to retry one, give its ImportId alone."
            )
        }
        if let start = request.startEventTime, let end = request.endEventTime, start.epochSeconds > end.epochSeconds {
            throw EventDataStoreErrors.parameter("StartEventTime is after EndEventTime.")
        }
        return (destination, try checked(source))
    }

    static func checked(_ source: S3ImportSource) throws(CloudTrailError) -> ImportRun.Source {
        _ = try location(of: source.s3LocationUri)
        guard source.s3BucketRegion.isRegionName else {
            throw ImportErrors.source(
                "S3BucketRegion is the region of the source bucket, such as us-east-1, not "
                    + "\(CloudTrailError.excerpt(source.s3BucketRegion))."
            )
        }
        guard let role = ARN(source.s3BucketAccessRoleArn), role.service == "iam", role.accountID != nil,
            role.resource.hasPrefix("role/"), role.resource.utf8.count > 5
        else {
            throw EventDataStoreErrors.parameter(
                "S3BucketAccessRoleArn is the ARN of a role, such as arn:aws:iam::123456789012:role/NAME, not "
                    + "\(CloudTrailError.excerpt(source.s3BucketAccessRoleArn))."
            )
        }
        return .bucket(
            uri: source.s3LocationUri, region: source.s3BucketRegion, roleARN: source.s3BucketAccessRoleArn
        )
    }

    /// - Throws: ``CloudTrailError`` with `invalidImportSource`.
    static func location(of uri: String) throws(CloudTrailError) -> BucketURI {
        guard let location = BucketURI(uri), !location.isDirectoryBucket else {
            throw ImportErrors.source(
                "S3LocationUri looks like s3://BUCKET/PREFIX/, of a general purpose bucket, not "
                    + "\(CloudTrailError.excerpt(uri))."
            )
        }
        return location
    }
}

extension String {
    /// Letters, digits and dashes: the form of a region's name.
    fileprivate var isRegionName: Bool {
        let bytes = utf8
        return (5...30).contains(bytes.count)
            && bytes.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
            }
    }
}
