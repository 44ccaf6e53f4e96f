/// Records within the sizes of log files and event history.
///
/// While an event data store takes large events, the journal has events of up to 1 MB. Whoever passes records on to
/// anything else passes on what this makes of them: the very record that would have been made without such a store.
///
/// Source: CloudTrail User Guide, "CloudTrail record contents"; API Reference, PutEventConfiguration, `MaxEventSize`.
public enum StandardRecord {
    /// Bytes of `requestParameters`, `responseElements` and `serviceEventDetails`, each.
    public static let parametersMax = 100 * 1024
    /// Bytes of a whole record.
    public static let recordMax = 256 * 1024
    /// Bytes of a record for stores of large events.
    public static let largeRecordMax = 1024 * 1024

    private static let limitedMembers = ["requestParameters", "responseElements", "serviceEventDetails"]
    /// What goes until the record as a whole is within its size.
    private static let lastMembers = ["responseElements", "requestParameters", "serviceEventDetails"]

    /// Calls the body with the record as it stands, or with what is left of a large one.
    @inlinable
    @inline(__always)
    public static func with<Result>(
        _ record: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        // Nothing in it can be too large.
        guard record.count > parametersMax, let standard = limited(record) else { return try body(record) }
        return try standard.withUnsafeBytes(body)
    }

    /// The record as it stands, or what is left of a large one.
    public static func bytes(of record: [UInt8]) -> [UInt8] {
        guard record.count > parametersMax else { return record }
        return record.withUnsafeBytes { limited($0) } ?? record
    }

    /// What stands in the place of a member that is too large.
    public static func omission(of member: String, byteCount: Int, reason: String = "too large") -> JSON {
        [
            "omitted": true, "originalSize": .integer(byteCount), "reason": .string(member + " " + reason),
        ]
    }

    /// `nil` if nothing is too large, or it is no record.
    @usableFromInline
    static func limited(_ record: UnsafeRawBufferPointer) -> [UInt8]? {
        guard var members = members(of: record) else { return nil }
        let places = members
        var replaced: [String: [UInt8]] = [:]
        var size = record.count
        func omit(_ member: String) {
            guard let range = members[member] else { return }
            let text = Array(omission(of: member, byteCount: range.count).description.utf8)
            size += text.count - range.count
            replaced[member] = text
            members[member] = nil
        }
        for member in limitedMembers where places[member].map({ $0.count > parametersMax }) == true { omit(member) }
        for member in lastMembers where size > recordMax { omit(member) }
        guard !replaced.isEmpty else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size)
        var start = 0
        for (member, range) in places.sorted(by: { $0.value.lowerBound < $1.value.lowerBound }) {
            guard let text = replaced[member] else { continue }
            bytes += record[start..<range.lowerBound]
            bytes += text
            start = range.upperBound
        }
        return bytes + record[start...]
    }

    /// Where the members that are limited stand.
    private static func members(of record: UnsafeRawBufferPointer) -> [String: Range<Int>]? {
        var scanner = JSONScanner(record)
        var members: [String: Range<Int>] = [:]
        guard scanner.enterObject() else { return nil }
        while let key = scanner.nextKey() {
            guard let value = scanner.skipValue() else { return nil }
            guard let name = limitedMembers.first(where: { record[key].elementsEqual($0.utf8) }) else { continue }
            members[name] = value.range
        }
        return members
    }
}
