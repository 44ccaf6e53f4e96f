/// Where an object is in its bucket's folder.
struct ObjectPath: Sendable, Hashable {
    /// From the bucket's folder down; none of these names can lead out of it.
    let folders: [String]
    /// The object's own name, without a mark.
    let name: String

    init(key: String) {
        // By bytes: to Swift a slash with a combining accent is another character.
        let parts = key.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        var names = parts.flatMap { FileName.names(for: Substring($0)) }
        name = names.removeLast()
        folders = names
    }

    /// The name of the file with what belongs to the object, in ``FileName/system`` beside it.
    var recordName: String { name + ".meta" }

    /// The folder of the object below the bucket's.
    func folder(in bucket: String) -> String { ([bucket] + folders).joined(separator: "/") }
}
