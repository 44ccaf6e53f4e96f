import Foundation
import Testing

@testable import CairnLake

/// What the system keeps a process from, tried by a DuckDB that nothing else locks up.
@Suite(
    .enabled(if: TestDuckDB.isThere, "DuckDB is not installed"),
    .enabled(if: Confinement.version != nil, "The system has no Landlock"), .timeLimit(.minutes(1)))
struct ConfinementTests {
    private let folder: TestFolder
    private let process: DuckDBProcess

    init() throws {
        folder = try TestFolder()
        for place in ["stores", "stores/one", "secrets"] { try LakeFile.createFolder(folder.path + "/" + place) }
        try folder.write("stores/one/events.csv", Array("name\nRunInstances\n".utf8))
        try folder.write("secrets/key.csv", Array("key\nhidden\n".utf8))
        process = try DuckDBProcess(
            try TestDuckDB.required(), in: folder.path + "/work", limits: DuckDBLimits(),
            confinement: Confinement(readable: [folder.path + "/stores"]))
    }

    private func rows(_ statement: String) throws(LakeError) -> [String] {
        var rows: [String] = []
        try process.run(statement.replacing("$folder", with: folder.path)) {
            rows.append(String(decoding: $0, as: UTF8.self))
        }
        return rows
    }

    @Test func storesAreRead() throws {
        #expect(try rows("SELECT * FROM '$folder/stores/one/events.csv'") == [#"{"name":"RunInstances"}"#])
    }

    @Test func itsOwnFolderIsWritten() throws {
        #expect(try rows("COPY (SELECT 1 AS one) TO 'own.csv'") == [])
        #expect(try rows("SELECT * FROM 'own.csv'") == [#"{"one":1}"#])
    }

    @Test(arguments: [
        "COPY (SELECT 1) TO '$folder/stores/one/out.csv'", "COPY (SELECT 1) TO '$folder/stores/one/events.csv'",
        "ATTACH '$folder/stores/one/out.db'", "EXPORT DATABASE '$folder/stores/out'",
        "COPY (SELECT 1) TO '$folder/out.csv'", "COPY (SELECT 1) TO '$folder/../cairn-out.csv'",
    ])
    func nothingElseIsWritten(_ statement: String) throws {
        #expect(throws: LakeError(.statementFailed, "")) { try rows(statement) }
        #expect(try LakeFile.names(in: folder.path + "/stores/one") == ["events.csv"])
        #expect(try LakeFile.contents(of: folder.path + "/stores/one/events.csv") == Array("name\nRunInstances\n".utf8))
        #expect(!LakeFile.exists(folder.path + "/out.csv"))
        #expect(!LakeFile.exists(folder.path + "/../cairn-out.csv"))
    }

    @Test(arguments: ["SELECT * FROM '$folder/secrets/key.csv'", "SELECT * FROM read_text('/etc/passwd')"])
    func nothingElseIsRead(_ statement: String) throws {
        #expect(throws: LakeError(.statementFailed, "")) { try rows(statement) }
    }

    @Test(arguments: ["environ", "maps", "mem"]) func otherProcessesStayClosed(_ file: String) throws {
        let own = try ChildProcess("/bin/cat", arguments: ["/proc/self/cgroup"], confinement: Confinement())
        _ = try own.exchange("", timeout: 10) { _ in true }
        let path = "/proc/\(ProcessInfo.processInfo.processIdentifier)/\(file)"
        let other = try ChildProcess("/bin/cat", arguments: [path], confinement: Confinement())
        let error = #expect(throws: LakeError.self) { try other.exchange("", timeout: 10) { _ in true } }
        #expect(error?.message.contains("Permission denied") ?? false, "\(String(describing: error))")
    }

    @Test func foldersAreNotListed() throws {
        #expect(try rows("SELECT * FROM glob('$folder/secrets/*') UNION ALL SELECT * FROM glob('/proc/*')") == [])
        #expect(try rows("SELECT * FROM glob('$folder/stores/one/*')").count == 1)
    }

    @Test(
        .enabled(if: LakeFile.isExecutable("/bin/bash")),
        arguments: ["echo > /dev/udp/127.0.0.1/9", "echo > /dev/tcp/127.0.0.1/9", "/usr/bin/env true", "/bin/ls"])
    func socketsAndProgramsAreRefused(_ command: String) throws {
        let shell = try ChildProcess("/bin/bash", arguments: ["-c", command], confinement: Confinement())
        let error = #expect(throws: LakeError.self) { try shell.exchange("", timeout: 10) { _ in true } }
        let isRefused = ["Operation not permitted", "Permission denied"].contains {
            error?.message.contains($0) ?? false
        }
        #expect(isRefused, "\(String(describing: error))")
    }

    @Test func theLoaderIsNamedByTheProgram() throws {
        let loader = try #require(ProgramFile.loader(of: "/proc/self/exe"))
        #expect(LakeFile.isExecutable(loader))
        #expect(ProgramFile.loader(of: "/etc/hosts") == nil)
        #expect(ProgramFile.libraries(of: "/absent/bin/duckdb") == "/absent/lib")
    }

    @Test func noOtherProgramIsStarted() throws {
        try? process.prepare([".system /usr/bin/touch \(folder.path)/work/touched", ".shell touch own.csv"])
        #expect(!LakeFile.exists(folder.path + "/work/touched"))
        #expect(throws: LakeError(.statementFailed, "")) { try rows("SELECT * FROM 'own.csv'") }
    }

    @Test func aWriterWritesTheStoresOnly() throws {
        let writer = try DuckDBProcess(
            try TestDuckDB.required(), in: folder.path + "/work", limits: DuckDBLimits(),
            confinement: Confinement(writable: [folder.path + "/stores"]))
        try writer.prepare(["COPY (SELECT 1 AS one) TO '\(folder.path)/stores/one/out.csv'"])
        #expect(LakeFile.exists(folder.path + "/stores/one/out.csv"))
        #expect(throws: LakeError(.engineFailed, "")) {
            try writer.prepare(["COPY (SELECT 1 AS one) TO '\(folder.path)/secrets/out.csv'"])
        }
    }

    /// The tests above can fail: with other rules the rest is read.
    @Test func withOtherRulesTheRestIsOpen() throws {
        let child = try DuckDBProcess(
            try TestDuckDB.required(), in: folder.path + "/work", limits: DuckDBLimits(),
            confinement: Confinement(readable: ["/"]))
        var rows = 0
        try child.run("SELECT * FROM '\(folder.path)/secrets/key.csv'") { _ in rows += 1 }
        #expect(rows == 1)
    }
}
