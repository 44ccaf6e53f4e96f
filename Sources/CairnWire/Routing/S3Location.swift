/// Bucket and key of an S3 request, with the target as if the bucket stood in the path.
struct S3Location: Sendable {
    let target: String
    let parsed: RequestTarget
    let bucket: String?
    let key: String?

    init(_ target: String, parsed: RequestTarget, bucketInHost: String?) {
        let local = RequestTarget.local(target)
        if let bucketInHost {
            self.target = "/" + bucketInHost + (parsed.path == "/" ? local.dropFirst() : local[...])
            self.parsed = RequestTarget(self.target, withItemsOf: parsed)
        } else {
            self.target = local
            self.parsed = parsed
        }
        bucket = self.parsed.segments.first.flatMap { $0.isEmpty ? nil : RequestTarget.decoded($0) }
        key = bucket == nil ? nil : Self.key(in: self.parsed)
    }

    // Not from the segments: a key may end in a slash.
    private static func key(in target: RequestTarget) -> String? {
        guard let first = target.segments.first, first.endIndex < target.path.endIndex else { return nil }
        let rest = target.path[target.path.utf8.index(after: first.endIndex)...]
        return rest.isEmpty ? nil : RequestTarget.decoded(rest)
    }
}
