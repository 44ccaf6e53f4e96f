#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What is directly in a folder.
struct FolderEntries {
    struct Entry {
        let name: String
        let isFolder: Bool
        /// Which file it is, and when it was last changed: whoever writes to it changes this text.
        let version: String
    }

    /// Returns folders and files, none if the folder cannot be read. Links to folders are left out: they may lead in
    /// circles.
    static func of(_ folder: String) -> [Entry] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var entries: [Entry] = []
        while let found = readdir(stream) {
            let name = withUnsafeBytes(of: found.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name != ".", name != ".." else { continue }
            var information = stat()
            guard lstat("\(folder)/\(name)", &information) == 0 else { continue }
            switch information.st_mode & S_IFMT {
            case S_IFDIR: entries.append(Entry(name: name, isFolder: true, version: ""))
            case S_IFREG: entries.append(Entry(name: name, isFolder: false, version: version(information)))
            default: continue
            }
        }
        return entries
    }

    /// Times of content can be set back, that of the last change of anything cannot.
    static func version(_ file: stat) -> String {
        #if canImport(Darwin)
        let (content, change) = (file.st_mtimespec, file.st_ctimespec)
        #else
        let (content, change) = (file.st_mtim, file.st_ctim)
        #endif
        return "\(file.st_ino) \(file.st_size) \(content.tv_sec).\(content.tv_nsec) \(change.tv_sec).\(change.tv_nsec)"
    }

    static func isFolder(_ path: String) -> Bool {
        var information = stat()
        return stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
    }
}

enum ProcessorCount {
    static var current: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
