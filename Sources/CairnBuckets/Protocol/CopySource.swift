/// The header `x-amz-copy-source`: bucket and key, percent-encoded, and perhaps a version.
struct CopySource: Hashable {
    let bucket: String
    let key: String
    let version: String?

    init?(_ text: String) {
        let mark = text.range(ofVersion: "?versionId=")
        let path = mark.map { text[..<$0.lowerBound] } ?? text[...]
        version = mark.map { String(text[$0.upperBound...]) }
        // AWS's own clients encode blanks as %20, so a plus is a plus.
        let plain = QueryItem.decoded(Array(path.utf8), plusIsBlank: false)
        let parts = plain.drop { $0 == "/" }.utf8.split(
            separator: UInt8(ascii: "/"), maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
        bucket = String(Substring(parts[0]))
        key = String(Substring(parts[1]))
    }
}

extension String {
    fileprivate func range(ofVersion word: String) -> Range<String.Index>? { firstRange(of: word) }
}
