/// What is in a folder of a bucket, in terms of keys.
enum FolderEntries {
    struct Entry {
        /// Of a file its key; of a folder what all keys in it begin with, with the slash.
        var key: KeyBytes
        var path: String
        var isFolder: Bool
    }

    /// Reads a folder in no order. Names that no key is written as are left out, and folders that hold the rest of long
    /// parts are opened: what is in them comes between other names.
    ///
    /// - Parameter key: what all keys in the folder begin with.
    static func read(
        _ path: String, key: KeyBytes, where isWanted: (Entry) -> Bool
    ) throws(ObjectStoreError) -> [Entry] {
        var found: [Entry] = []
        var marked: Set<KeyBytes> = []
        for entry in try FileSystem.entries(of: path) ?? [] where entry.name.lowercased() != FileName.system {
            let inner = path + "/" + entry.name
            switch (entry.kind, FileName.meaning(of: entry.name)) {
            case (.folder, .beginning(let bytes)):
                found += try read(inner, key: KeyBytes(key.bytes + bytes), where: isWanted)
            case (.folder, .part(let bytes)):
                let entry = Entry(key: KeyBytes(key.bytes + bytes + [0x2F]), path: inner, isFolder: true)
                if isWanted(entry) { found.append(entry) }
            case (.file, .part(let bytes)), (.file, .markedPart(let bytes)):
                let file = Entry(key: KeyBytes(key.bytes + bytes), path: inner, isFolder: false)
                // A file is moved to its marked name while the folder is read: it may be seen under both.
                if isWanted(file), marked.insert(file.key).inserted { found.append(file) }
            default: continue
            }
        }
        return found
    }

    /// Tells whether there is any object in a folder.
    static func hasFile(_ path: String) throws(ObjectStoreError) -> Bool {
        let entries = (try FileSystem.entries(of: path) ?? []).filter { $0.name.lowercased() != FileName.system }
        if entries.contains(where: { $0.kind == .file && FileName.meaning(of: $0.name) != nil }) { return true }
        for entry in entries where entry.kind == .folder {
            if try hasFile(path + "/" + entry.name) { return true }
        }
        return false
    }
}
