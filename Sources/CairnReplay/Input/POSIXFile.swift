#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What replay needs of the file system.
enum POSIXFile {
    static func isFolder(_ path: String) -> Bool {
        var info = stat()
        return stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFDIR
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// The names in a folder but for hidden ones, in order; `nil` if it cannot be read.
    static func names(in folder: String) -> [String]? {
        guard let stream = opendir(folder) else { return nil }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Reads a file, or standard input for `-`, part by part; returns what went wrong.
    static func read(_ path: String, _ receive: (UnsafeRawBufferPointer) -> Bool) -> String? {
        let descriptor = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return String(cString: strerror(errno)) }
        defer { close(descriptor) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = readBytes(descriptor, buffer)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { return String(cString: strerror(errno)) }
            if count == 0 || !receive(UnsafeRawBufferPointer(rebasing: buffer[..<count])) { return nil }
        }
    }

    /// The content of a small file; `nil` if it cannot be read or has more bytes.
    static func content(of path: String, upTo limit: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        let problem = read(path) { chunk in
            bytes.append(contentsOf: chunk)
            return bytes.count <= limit
        }
        return problem == nil && bytes.count <= limit ? bytes : nil
    }

    /// Writes a file whole, under another name first.
    static func write(_ bytes: [UInt8], to path: String) throws(ReplayError) {
        let file = try AppendingFile(path: path + ".part", truncates: true)
        try file.append(bytes)
        try file.flush()
        guard rename(path + ".part", path) == 0 else {
            throw ReplayError(.file, "\(path) cannot be written: \(String(cString: strerror(errno)))")
        }
    }
}

// The system's name is hidden by that of the function above.
private func readBytes(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    read(descriptor, buffer.baseAddress, buffer.count)
}
