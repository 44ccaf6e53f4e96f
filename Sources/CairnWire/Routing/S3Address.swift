/// The bucket in the host name of an S3 request ("virtual-hosted style").
///
/// Source: Amazon S3 User Guide, "Virtual hosting of buckets", "Dual-stack endpoints", "Access points".
enum S3Address {
    /// Whether the host is S3's own, as far as a name can tell: it has a label such as `s3` or `s3-accesspoint`.
    static func isS3Host(_ host: String) -> Bool {
        serviceLabel(in: labels(of: host)) != nil
    }

    /// Returns the bucket, or the access point, that stands before S3's part of the host name.
    ///
    /// `nil` for a path-style host: S3's own endpoints, IP addresses, `localhost`, and any name that has no `s3` label
    /// and is not below `localhost` or a wildcard DNS name such as `127.0.0.1.nip.io`.
    static func bucket(inHost host: String) -> String? {
        if let place = host.utf8.withContiguousStorageIfAvailable(plainServiceLabel) ?? nil {
            return place == 0 ? nil : String(decoding: host.utf8.prefix(place - 1), as: UTF8.self)
        }
        let labels = labels(of: host)
        if labels.count < 2 || isIPv4(labels) { return nil }
        if let place = serviceLabel(in: labels) {
            if labels[place].hasPrefix("s3-control") || labels[place].hasPrefix("s3express-control") { return nil }
            return joined(withoutInterfaceEndpoint(labels[..<place]))
        }
        return joined(labels[..<localSuffix(of: labels)])
    }

    /// Where the label `s3` begins in an ordinary host such as `b.s3.eu-west-1.amazonaws.com`; `nil` for every other,
    /// which needs a closer look.
    private static func plainServiceLabel(_ host: UnsafeBufferPointer<UInt8>) -> Int? {
        guard !host.contains(where: { isUppercase($0) || $0 == UInt8(ascii: "[") }) else { return nil }
        var end = host.firstIndex(of: UInt8(ascii: ":")) ?? host.count
        while end > 0 {
            var start = end
            while start > 0, host[start - 1] != UInt8(ascii: ".") { start -= 1 }
            if end - start >= 2, host[start] == UInt8(ascii: "s"), host[start + 1] == UInt8(ascii: "3") {
                return end - start == 2 && isPlain(host[..<start]) ? start : nil
            }
            end = start - 1
        }
        return nil
    }

    /// Whether what stands before S3's part of the host is a bucket as it is, and no part of an endpoint's name.
    private static func isPlain(_ bucket: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard let dot = bucket.indices.last else { return true }
        var start = dot
        while start > 0, bucket[start - 1] != UInt8(ascii: ".") { start -= 1 }
        let label = bucket[start..<dot]
        return !label.starts(with: "vpce-".utf8) && !label.elementsEqual("accesspoint".utf8)
    }

    private static func isUppercase(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }

    /// The parts of the host in lower case, without its port; none of an IPv6 address.
    private static func labels(of host: String) -> ArraySlice<Substring> {
        if host.utf8.first == UInt8(ascii: "[") { return [] }
        let hasUppercase = host.utf8.contains(where: isUppercase)
        let name = (hasUppercase ? host.lowercased() : host).utf8.prefix { $0 != UInt8(ascii: ":") }
        return name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map { Substring($0) }[...]
    }

    /// The place of the label that says S3: the last one, since a bucket's name may have dots and such parts itself.
    private static func serviceLabel(in labels: ArraySlice<Substring>) -> Int? {
        labels.lastIndex { label in
            guard label.utf8.starts(with: "s3".utf8) else { return false }
            // Elsewhere than at Amazon `s3-…` may be anyone's host.
            return label.utf8.count == 2 || label == "s3-accesspoint" || label == "s3-control" || label == "s3-website"
                || ((label.hasPrefix("s3-") || label.hasPrefix("s3express-")) && labels.contains("amazonaws"))
        }
    }

    /// The bucket without the labels of an interface endpoint (`b.bucket.vpce-1a2b`) or of an access point that
    /// spans regions (`alias.mrap.accesspoint`).
    private static func withoutInterfaceEndpoint(_ labels: ArraySlice<Substring>) -> ArraySlice<Substring> {
        guard labels.count > 1, let last = labels.last else { return labels }
        if last == "accesspoint" { return labels.dropLast() }
        guard last.hasPrefix("vpce-") else { return labels }
        let kind = labels[labels.endIndex - 2]
        return kind == "bucket" || kind == "accesspoint" ? labels.dropLast(2) : []
    }

    /// Where `localhost`, or the address in `127.0.0.1.nip.io`, begins; 0 if the name ends in another way.
    private static func localSuffix(of labels: ArraySlice<Substring>) -> Int {
        if labels.last == "localhost" { return labels.count - 1 }
        guard labels.count > 2, labels.last == "io", ["nip", "sslip"].contains(labels[labels.count - 2]) else {
            return 0
        }
        let rest = labels.dropLast(2)
        if isIPv4(rest.suffix(4)) { return rest.count - 4 }
        return rest.count - 1
    }

    private static func isIPv4(_ labels: ArraySlice<Substring>) -> Bool {
        labels.count == 4 && labels.allSatisfy { UInt8($0) != nil }
    }

    private static func joined(_ labels: ArraySlice<Substring>) -> String? {
        labels.isEmpty ? nil : labels.joined(separator: ".")
    }
}
