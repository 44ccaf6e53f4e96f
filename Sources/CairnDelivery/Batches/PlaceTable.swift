import CairnModel

/// Finds the place of a record by bytes, without making texts of them for each record.
struct PlaceTable {
    fileprivate struct Entry {
        let account: [UInt8]
        let region: [UInt8]
        /// `nil` if the trail does not take the place's events.
        let place: LanePlace?
        /// Another entry of the same hash.
        let next: Int?

        var isTaken: Bool { place != nil }
    }

    private let admits: (LanePlace) -> Bool
    private var entries: [Entry] = []
    private var heads: [UInt64: Int] = [:]
    private var latest: Int?

    init(admits: @escaping (LanePlace) -> Bool) { self.admits = admits }

    /// How many places there are, taken or not.
    var count: Int { entries.count }

    /// Returns the number of a record's place, counted from 0 as they appear.
    @inline(__always)
    mutating func index(account: UnsafeRawBufferPointer, region: UnsafeRawBufferPointer) -> Int {
        if let latest, entries[latest].matches(account, region) { return latest }
        let hash = Self.hash(account, region)
        var index = heads[hash]
        while let candidate = index {
            if entries[candidate].matches(account, region) {
                latest = candidate
                return candidate
            }
            index = entries[candidate].next
        }
        return add(account, region, hash)
    }

    /// Returns the place of that number; `nil` if its events are not taken, or it is no account and region.
    func place(_ index: Int) -> LanePlace? { entries[index].place }

    @inline(__always)
    func isTaken(_ index: Int) -> Bool { entries[index].isTaken }

    private mutating func add(
        _ account: UnsafeRawBufferPointer, _ region: UnsafeRawBufferPointer, _ hash: UInt64
    ) -> Int {
        let place = LanePlace(
            account: String(decoding: account, as: UTF8.self), region: String(decoding: region, as: UTF8.self))
        let isTaken = AccountID.isValid(place.account) && Self.isRegion(region) && admits(place)
        let entry = Entry(
            account: Array(account), region: Array(region), place: isTaken ? place : nil, next: heads[hash])
        heads[hash] = entries.count
        latest = entries.count
        entries.append(entry)
        return entries.count - 1
    }

    /// What becomes part of keys must not lead out of its folder.
    private static func isRegion(_ text: UnsafeRawBufferPointer) -> Bool {
        (3...32).contains(text.count)
            && text.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
            }
    }

    /// FNV-1a.
    private static func hash(_ account: UnsafeRawBufferPointer, _ region: UnsafeRawBufferPointer) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in account { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        for byte in region { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return hash
    }
}

extension PlaceTable.Entry {
    @inline(__always)
    func matches(_ account: UnsafeRawBufferPointer, _ region: UnsafeRawBufferPointer) -> Bool {
        Self.equal(self.account, account) && Self.equal(self.region, region)
    }

    @inline(__always)
    private static func equal(_ left: [UInt8], _ right: UnsafeRawBufferPointer) -> Bool {
        guard left.count == right.count else { return false }
        return left.withUnsafeBytes { left in
            for index in 0..<left.count where left[index] != right[index] { return false }
            return true
        }
    }
}
