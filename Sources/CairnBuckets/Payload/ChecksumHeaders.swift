import CairnModel
import CairnObjects

/// The checksums in a request's headers.
enum ChecksumHeaders {
    private static let prefix = "x-amz-checksum-"
    /// Headers of that prefix that hold no checksum.
    private static let words = ["algorithm", "mode", "type"]

    /// - Throws: ``S3Failure`` for a checksum that is not known or not well formed.
    static func stated(_ headers: HeaderFields) throws -> ObjectChecksums {
        var checksums = ObjectChecksums()
        for field in headers.fields {
            let name = field.name.lowercased()
            guard name.hasPrefix(prefix), !words.contains(String(name.dropFirst(prefix.count))) else { continue }
            let algorithm = try algorithm(String(name.dropFirst(prefix.count)))
            // A composite checksum, of the parts of an upload, has their number behind it.
            let text = field.value.split(separator: "-", maxSplits: 1).first.map(String.init) ?? ""
            guard let value = Base64.bytes(text), value.count == algorithm.byteCount else {
                throw S3Failure("InvalidRequest", 400, "Value for \(name) header is invalid.")
            }
            checksums.values[algorithm] = value
        }
        return checksums
    }

    /// The algorithm of the checksum behind the content, or that a client names without giving a checksum.
    static func announced(_ headers: HeaderFields) throws -> ChecksumAlgorithm? {
        if let trailer = headers["x-amz-trailer"]?.lowercased(), trailer.hasPrefix(prefix) {
            return try algorithm(String(trailer.dropFirst(prefix.count)))
        }
        guard let name = headers["x-amz-sdk-checksum-algorithm"] else { return nil }
        return try algorithm(name)
    }

    static func algorithm(_ name: String) throws -> ChecksumAlgorithm {
        guard let algorithm = ChecksumAlgorithm(rawValue: name.uppercased()) else {
            let names = ChecksumAlgorithm.allCases.map(\.rawValue).joined(separator: ", ")
            throw S3Failure.notImplemented("Checksums are \(names), not \(name)")
        }
        return algorithm
    }
}
