import CairnModel
import Crypto

/// A request in the one form that caller and service both sign.
///
/// Source: AWS IAM User Guide, "Create a signed AWS API request", steps 1 to 3.
struct CanonicalRequest: Sendable {
    let text: String

    /// - Parameters:
    ///   - signedHeaders: names in lower case, sorted.
    ///   - payloadHash: the last line: a digest in hexadecimal or a word such as `UNSIGNED-PAYLOAD`.
    ///   - isPresigned: whether the signature stands in the query string, and is left out of it here.
    init(
        method: String, target: String, headers: HeaderFields, signedHeaders: [String], payloadHash: String,
        service: String, isPresigned: Bool = false
    ) {
        let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex
        let query = mark == target.endIndex ? "" : target[target.utf8.index(after: mark)...]
        var lines = [method, Self.path(target[..<mark], service: service), Self.query(query, isPresigned: isPresigned)]
        lines += signedHeaders.map { $0 + ":" + Self.value(of: $0, in: headers) }
        lines += ["", signedHeaders.joined(separator: ";"), payloadHash]
        text = lines.joined(separator: "\n")
    }

    /// What is signed: the algorithm, the time, the scope and the digest of the request.
    func stringToSign(_ algorithm: SigningAlgorithm, date: String, scope: String) -> String {
        [algorithm.name, date, scope, Hexadecimal.text(SHA256.hash(data: Array(text.utf8)))].joined(separator: "\n")
    }

    /// S3 takes keys literally: its paths are encoded once and keep `//` and `..`. Everyone else's are normalised, and
    /// encoded once more than they were sent.
    private static func path(_ path: Substring, service: String) -> String {
        if path.isEmpty { return "/" }
        if SigV4.takesPathsLiterally(service) {
            return URIEncoding.encode(URIEncoding.decodedBytes(path.utf8, plusIsBlank: false), keepsSlashes: true)
        }
        return URIEncoding.encode(normalized(path).utf8, keepsSlashes: true)
    }

    /// RFC 3986, section 5.2.4, without empty segments.
    private static func normalized(_ path: Substring) -> String {
        var segments: [Substring] = []
        for segment in path.utf8.split(separator: UInt8(ascii: "/")).map({ Substring($0) }) {
            switch segment {
            case ".": break
            case "..": _ = segments.popLast()
            default: segments.append(segment)
            }
        }
        let endsInSlash = path.utf8.last == UInt8(ascii: "/") || path.hasSuffix("/.") || path.hasSuffix("/..")
        return "/" + segments.joined(separator: "/") + (endsInSlash && !segments.isEmpty ? "/" : "")
    }

    private static func query(_ query: Substring, isPresigned: Bool) -> String {
        var items: [(name: String, value: String)] = []
        for part in query.utf8.split(separator: UInt8(ascii: "&")) {
            let equals = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
            let value = equals == part.endIndex ? part[equals...] : part[part.index(after: equals)...]
            items.append((recoded(part[..<equals]), recoded(value)))
        }
        return
            items
            .filter { !isPresigned || $0.name != "X-Amz-Signature" }
            .sorted { ($0.name, $0.value) < ($1.name, $1.value) }
            .map { $0.name + "=" + $0.value }.joined(separator: "&")
    }

    private static func recoded(_ text: Substring.UTF8View) -> String {
        URIEncoding.encode(URIEncoding.decodedBytes(text, plusIsBlank: true), keepsSlashes: false)
    }

    /// All values of that name, each without blanks around it and with single blanks inside.
    private static func value(of name: String, in headers: HeaderFields) -> String {
        headers.fields.filter { $0.name.equalsIgnoringASCIICase(name) }.map { field in
            field.value.utf8.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 }).map { String(Substring($0)) }
                .joined(separator: " ")
        }.joined(separator: ",")
    }
}
