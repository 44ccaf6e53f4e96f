import CairnModel

/// How large the parts of a record may be, in bytes of UTF-8 as they stand in the record.
///
/// Source: CloudTrail User Guide, "CloudTrail record contents"; records of version 1.05 and later.
enum SizeLimits {
    /// `userAgent`, `errorCode`, `errorMessage`, `requestID` and other single texts, before escaping.
    static let text = 1024
    /// `requestParameters` and `responseElements`, each.
    static let parameters = StandardRecord.parametersMax
    static let additionalEventData = 28 * 1024
    /// `resources`: not limited by CloudTrail itself, but all parts together must fit into the record.
    static let resources = 28 * 1024
    static let record = StandardRecord.recordMax
    static let eventName = 128
}

extension String {
    /// The longest beginning that has no more bytes than given and no code point cut in two.
    func truncated(toUTF8Count count: Int) -> String {
        guard utf8.count > count else { return self }
        var end = utf8.index(utf8.startIndex, offsetBy: max(0, count))
        while end > utf8.startIndex, utf8[end] & 0xC0 == 0x80 { utf8.formIndex(before: &end) }
        return String(self[..<end])
    }
}
