import CairnLake
import CairnModel
import CairnServer

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Makes a Parquet file of lines of comma-separated values, by DuckDB. Every column is text.
enum ParquetConversion {
    /// - Parameter path: `nil` for standard output.
    static func write(csv: String, columns: [String], to path: String?) throws {
        guard !columns.isEmpty else { throw QueryFailure(message: "the result has no rows, and so no columns") }
        let program: DuckDBProgram
        do {
            program = try DuckDBProgram.find(environment: ProcessEnvironment.current)
        } catch {
            throw ClientError(error.message)
        }
        let target = path ?? "/dev/stdout"
        let made = path ?? csv + ".parquet"
        defer { if path == nil { try? FileManager.default.removeItem(atPath: made) } }
        let names = unique(columns).map { "\(quoted($0)): 'VARCHAR'" }.joined(separator: ", ")
        let source =
            "read_csv(\(quoted(csv)), header=true, columns={\(names)}, delim=',', quote='\"', escape='\"', "
            + "nullstr='', allow_quoted_nulls=false, max_line_size=67108864, parallel=false)"
        let status = try run(
            program.path, ["-batch", "-c", "COPY (SELECT * FROM \(source)) TO \(quoted(made)) (FORMAT parquet)"])
        guard status == 0 else { throw ClientError("DuckDB could not write \(target)") }
        if path == nil { try copyToOutput(made) }
    }

    /// Names of a Parquet file's columns differ, also without regard to case.
    private static func unique(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.map { name in
            var candidate = name
            var number = 1
            while !seen.insert(candidate.lowercased()).inserted {
                candidate = "\(name)_\(number)"
                number += 1
            }
            return candidate
        }
    }

    private static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }

    private static func run(_ path: String, _ arguments: [String]) throws -> Int32 {
        var process = pid_t()
        let pointers = ([path] + arguments).map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        let environment: [UnsafeMutablePointer<CChar>?] = [nil]
        let error = posix_spawn(&process, path, nil, nil, pointers, environment)
        guard error == 0 else { throw ClientError("\(path) cannot be started: \(String(cString: strerror(error)))") }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        return status
    }

    private static func copyToOutput(_ path: String) throws {
        let output = try QueryOutputFile(path: nil)
        guard let bytes = FileManager.default.contents(atPath: path) else { throw ClientError("\(path) is gone") }
        try output.write(Array(bytes))
        try output.close()
    }
}
