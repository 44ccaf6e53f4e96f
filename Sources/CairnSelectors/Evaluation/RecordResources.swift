import CairnModel

/// Walks over a record's `resources`, finding type and ARN of each, without decoding anything.
struct RecordResources {
    struct Resource {
        var type = RecordText.absent
        var arn = RecordText.absent
    }

    private var scanner: JSONScanner
    private var hasMore: Bool

    init(_ resources: JSONSlice, in bytes: UnsafeRawBufferPointer) {
        scanner = JSONScanner(bytes, at: resources.range.lowerBound)
        let isArray = scanner.take(UInt8(ascii: "["))
        hasMore = isArray && !resources.isAbsent
    }

    /// The next resource; elements that are no objects are passed over.
    mutating func next() -> Resource? {
        while hasMore {
            if scanner.peek() == UInt8(ascii: ",") { scanner.position += 1 }
            guard let byte = scanner.peek(), byte != UInt8(ascii: "]") else { break }
            if byte == UInt8(ascii: "{") { return object() }
            guard scanner.skipValue() != nil else { break }
        }
        hasMore = false
        return nil
    }

    private mutating func object() -> Resource? {
        guard scanner.enterObject() else { return nil }
        var resource = Resource()
        var prefix = RecordText.absent
        while let key = scanner.nextKey() {
            guard let value = value() else { break }
            switch key.count {
            case 3 where matches("ARN", key): resource.arn = value
            case 4 where matches("type", key): resource.type = value
            case 9 where matches("ARNPrefix", key): prefix = value
            default: break
            }
        }
        hasMore = scanner.hasEnded(with: UInt8(ascii: "}"))
        if resource.arn.isAbsent { resource.arn = prefix }
        return resource
    }

    /// The value at the position, which is passed.
    @inline(__always)
    private mutating func value() -> RecordText? {
        let isString = scanner.peek() == UInt8(ascii: "\"")
        let start = scanner.position
        var hasEscape = false
        if isString {
            guard let escape = scanner.skipString() else { return nil }
            hasEscape = escape
        } else if scanner.skipValue() == nil {
            return nil
        }
        let bytes = UnsafeRawBufferPointer(rebasing: scanner.bytes[start..<scanner.position])
        return RecordText(bytes: bytes, hasEscape: hasEscape)
    }

    @inline(__always)
    private func matches(_ name: StaticString, _ key: Range<Int>) -> Bool {
        guard let base = scanner.bytes.baseAddress else { return false }
        for index in 0..<key.count
        where base.load(fromByteOffset: key.lowerBound + index, as: UInt8.self) != name.utf8Start[index] {
            return false
        }
        return true
    }
}
