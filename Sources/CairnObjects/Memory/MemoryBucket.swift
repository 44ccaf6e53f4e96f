/// One bucket in memory.
struct MemoryBucket: Sendable {
    struct Object: Sendable {
        var info: ObjectInfo
        var bytes: [UInt8]
    }

    var info: BucketInfo
    private(set) var objects: [KeyBytes: Object] = [:]
    /// In order.
    private var keys: [KeyBytes] = []

    init(info: BucketInfo) { self.info = info }

    mutating func set(_ key: KeyBytes, _ object: Object?) {
        let place = firstPlace { $0 >= key }
        let isThere = place < keys.count && keys[place] == key
        if object != nil, !isThere { keys.insert(key, at: place) }
        if object == nil, isThere { keys.remove(at: place) }
        objects[key] = object
    }

    /// Binary search for the first key of which something holds, as it does of all behind it.
    private func firstPlace(where holds: (KeyBytes) -> Bool) -> Int {
        var range = 0..<keys.count
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            range = holds(keys[middle]) ? range.lowerBound..<middle : middle + 1..<range.upperBound
        }
        return range.lowerBound
    }

    func page(prefix: KeyBytes, after: KeyBytes?, limit: Int) -> ObjectPage {
        let start = firstPlace { key in !(key < prefix) && (after.map { $0 < key } ?? true) }
        let found = keys[start...].prefix { $0.hasPrefix(prefix) }
        let objects = found.prefix(limit).compactMap { self.objects[$0]?.info }
        return ObjectPage(objects: objects, next: found.count > limit ? objects.last?.key : nil)
    }
}
