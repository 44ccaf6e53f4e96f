/// Goes through a bucket's folders in the order of keys, and looks only where the query has something to find.
///
/// The names of the folders on the way to the current key are in memory, nothing else.
struct ListingWalk {
    enum Item: Equatable {
        case key(KeyBytes)
        case commonPrefix(KeyBytes)
    }

    private struct Level {
        var path: String
        /// Last one first.
        var entries: [FolderEntries.Entry]
    }

    private let prefix: KeyBytes
    private let delimiter: [UInt8]
    private let after: KeyBytes?
    private var levels: [Level] = []
    private var lastPrefix: KeyBytes?

    /// - Parameter folder: the bucket's.
    init(folder: String, query: ListingQuery) {
        prefix = KeyBytes(query.prefix)
        delimiter = Array(query.delimiter.utf8)
        after = query.after.map { KeyBytes($0) }
        pending = folder
    }

    /// The bucket's folder, until it has been read.
    private var pending: String?

    /// The next item, `nil` at the end.
    mutating func next() throws(ObjectStoreError) -> Item? {
        if let folder = pending {
            pending = nil
            try enter(folder, key: KeyBytes([]))
        }
        while !levels.isEmpty {
            guard let entry = levels[levels.count - 1].entries.popLast() else {
                levels.removeLast()
                continue
            }
            if let item = try item(entry) { return item }
        }
        return nil
    }

    private mutating func item(_ entry: FolderEntries.Entry) throws(ObjectStoreError) -> Item? {
        if !entry.isFolder {
            guard entry.key.hasPrefix(prefix) else { return nil }
            if let common = commonPrefix(of: entry.key) { return item(common) }
            return isBehind(entry.key) ? .key(entry.key) : nil
        }
        if let common = commonPrefix(of: entry.key) {
            // All keys in there have the same common prefix, so one of them is enough.
            guard isNew(common), try FolderEntries.hasFile(entry.path) else { return nil }
            return item(common)
        }
        try enter(entry.path, key: entry.key)
        return nil
    }

    private mutating func item(_ common: KeyBytes) -> Item? {
        guard isNew(common) else { return nil }
        lastPrefix = common
        return .commonPrefix(common)
    }

    /// The key's beginning up to the first delimiter behind the prefix, `nil` if there is none.
    private func commonPrefix(of key: KeyBytes) -> KeyBytes? {
        guard !delimiter.isEmpty, key.bytes.count >= prefix.bytes.count + delimiter.count, key.hasPrefix(prefix) else {
            return nil
        }
        for start in prefix.bytes.count...(key.bytes.count - delimiter.count)
        where key.bytes[start..<start + delimiter.count].elementsEqual(delimiter) {
            return KeyBytes(Array(key.bytes[..<(start + delimiter.count)]))
        }
        return nil
    }

    private func isBehind(_ key: KeyBytes) -> Bool { after.map { $0 < key } ?? true }

    private func isNew(_ common: KeyBytes) -> Bool {
        guard common != lastPrefix else { return false }
        // Behind a key of its own a common prefix has been listed.
        return after.map { $0 < common && !$0.hasPrefix(common) } ?? true
    }

    private mutating func enter(_ path: String, key: KeyBytes) throws(ObjectStoreError) {
        var entries = try FolderEntries.read(path, key: key) { mayContain($0) }
        entries.sort { $1.key < $0.key }
        levels.append(Level(path: path, entries: entries))
    }

    private func mayContain(_ entry: FolderEntries.Entry) -> Bool {
        guard entry.isFolder else {
            guard entry.key.hasPrefix(prefix) else { return false }
            return isBehind(entry.key) || commonPrefix(of: entry.key) != nil
        }
        guard entry.key.hasPrefix(prefix) || prefix.hasPrefix(entry.key) else { return false }
        // All keys in a folder begin with its own, so they are behind whatever its own is behind.
        return isBehind(entry.key) || after?.hasPrefix(entry.key) ?? true
    }
}
