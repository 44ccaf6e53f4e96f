import CairnWire

/// Where S3's bucket stands in a request.
public enum BucketAddressing: Sendable, Hashable {
    /// In the host at AWS, if its name can be there; in the path at other endpoints.
    case automatic
    /// `https://host/bucket/key`
    case path
    /// `https://bucket.host/key`, but for buckets whose names cannot be part of a host, and hosts that are addresses.
    case virtualHosted
}

/// The host and path of a request for one endpoint.
///
/// Source: Amazon S3 User Guide, "Virtual hosting of buckets".
struct BucketPlacement {
    let authority: String
    let target: String

    init(_ request: OutgoingRequest, endpoint: Endpoint, addressing: BucketAddressing) {
        // Who configures an endpoint means that host, and no name below it.
        let prefix = endpoint.isCustom ? "" : request.hostPrefix ?? ""
        if request.service.id == "s3", let bucket = Self.bucket(of: request.target),
            Self.goesToHost(bucket, endpoint, addressing)
        {
            authority = bucket + "." + endpoint.authority
            target = endpoint.basePath + Self.withoutBucket(request.target)
        } else {
            authority = prefix + endpoint.authority
            target = endpoint.basePath + request.target
        }
    }

    private static func bucket(of target: String) -> Substring? {
        let name = target.dropFirst().prefix { $0 != "/" && $0 != "?" }
        return name.isEmpty ? nil : name
    }

    private static func withoutBucket(_ target: String) -> String {
        let rest = target.dropFirst().drop { $0 != "/" && $0 != "?" }
        return rest.first == "/" ? String(rest) : "/" + rest
    }

    private static func goesToHost(
        _ bucket: Substring, _ endpoint: Endpoint, _ addressing: BucketAddressing
    ) -> Bool {
        switch addressing {
        case .path: false
        case .automatic: !endpoint.isCustom && isHostLabel(bucket)
        case .virtualHosted: isHostLabel(bucket) && !isAddress(endpoint.host)
        }
    }

    /// Names with dots are left out: no certificate is good for them.
    private static func isHostLabel(_ name: Substring) -> Bool {
        (3...63).contains(name.utf8.count) && name.first != "-" && name.last != "-"
            && name.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
            }
    }

    private static func isAddress(_ host: Substring) -> Bool {
        host.first == "[" || host.split(separator: ".").allSatisfy { UInt8($0) != nil }
    }
}
