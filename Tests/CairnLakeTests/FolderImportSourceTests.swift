import Testing

@testable import CairnLake

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

@Suite struct FolderImportSourceTests {
    private let folder: TestFolder

    init() throws { folder = try TestFolder() }

    private func paths() async throws -> [String] {
        try await FolderImportSource(folder.path).files(after: nil, count: 100).map(\.path)
    }

    @Test func linksThatLeadBackAreFollowedOnce() async throws {
        try folder.write("a/x.json", [1])
        try folder.write("b/y.json", [1])
        #expect(symlink(".", folder.path + "/self") == 0)
        #expect(symlink(folder.path, folder.path + "/a/up") == 0)
        #expect(try await paths() == ["a/x.json", "b/y.json"])
    }

    @Test func whatIsNoFileIsNotOpened() async throws {
        #expect(mkfifo(folder.path + "/pipe", 0o600) == 0)
        #expect(try await paths().isEmpty)
        await #expect(throws: ImportSourceError.self) {
            try await FolderImportSource(folder.path + "/pipe").files(after: nil, count: 100)
        }
    }
}
