#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What a program needs beside itself to be started.
///
/// Source: System V ABI, "Object Files": the header and the program headers of ELF.
enum ProgramFile {
    /// The loader that the system starts with a program; `nil` if it names none.
    static func loader(of program: String) -> String? {
        guard let file = try? LakeFile(program, flags: 0), let header = try? file.read(at: 0, count: 64),
            header.starts(with: [0x7F, 0x45, 0x4C, 0x46, 2, 1])
        else { return nil }
        let (entries, size, count) = (number(header, 32, 8), number(header, 54, 2), number(header, 56, 2))
        for index in 0..<count {
            guard let place = Int(exactly: entries + index * size),
                let entry = try? file.read(at: place, count: 56), entry.count == 56
            else { return nil }
            guard number(entry, 0, 4) == loaderEntry else { continue }
            guard let start = Int(exactly: number(entry, 8, 8)), let path = try? file.read(at: start, count: 4096)
            else { return nil }
            return String(decoding: path.prefix { $0 != 0 }, as: UTF8.self)
        }
        return nil
    }

    private static let loaderEntry: UInt64 = 3

    /// The number that stands in so many bytes, the lowest first.
    private static func number(_ bytes: [UInt8], _ start: Int, _ count: Int) -> UInt64 {
        guard bytes.count >= start + count else { return 0 }
        return bytes[start..<start + count].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Where libraries lie that come with a program: those of `bin/duckdb` in `lib`.
    static func libraries(of program: String) -> String {
        var real = program
        if let path = realpath(program, nil) {
            real = String(cString: path)
            free(path)
        }
        return real.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(separator: "/") + "/lib"
    }
}
