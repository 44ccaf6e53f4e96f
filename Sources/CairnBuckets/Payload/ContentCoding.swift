import CairnModel

/// The header Content-Encoding, in which `aws-chunked` is about the request and all else about the object.
enum ContentCoding {
    static func isAWSChunked(_ coding: String?) -> Bool { parts(coding).contains { isChunked($0) } }

    /// What is kept with the object.
    static func withoutChunking(_ coding: String?) -> String? {
        let kept = parts(coding).filter { !isChunked($0) }
        return kept.isEmpty ? nil : kept.joined(separator: ",")
    }

    private static func parts(_ coding: String?) -> [Substring] {
        (coding ?? "").split(separator: ",").map { part in
            let start = part.drop { $0 == " " }
            return start.lastIndex { $0 != " " }.map { start[...$0] } ?? ""
        }.filter { !$0.isEmpty }
    }

    private static func isChunked(_ part: Substring) -> Bool { part.lowercased() == "aws-chunked" }
}
