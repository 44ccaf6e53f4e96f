import CairnObjects

/// The conditions under which an object is read.
///
/// Source: RFC 9110, section 13.2.2, which S3 follows.
struct Conditions {
    enum Outcome: Hashable {
        case met
        /// 412
        case failed
        /// 304, or 412 where nothing is read.
        case notModified
    }

    var ifMatch: String?
    var ifNoneMatch: String?
    /// Seconds since the epoch.
    var ifModifiedSince: Double?
    var ifUnmodifiedSince: Double?

    func outcome(for info: ObjectInfo) -> Outcome {
        let modified = info.lastModified.rounded(.down)
        if let ifMatch {
            if !ETag.matches(ifMatch, info.etag) { return .failed }
        } else if let ifUnmodifiedSince, modified > ifUnmodifiedSince {
            return .failed
        }
        if let ifNoneMatch {
            return ETag.matches(ifNoneMatch, info.etag) ? .notModified : .met
        }
        if let ifModifiedSince, modified <= ifModifiedSince { return .notModified }
        return .met
    }
}
