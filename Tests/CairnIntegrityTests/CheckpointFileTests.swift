import CairnIntegrity
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

struct CheckpointFileTests {
    private let path = FileManager.default.temporaryDirectory.path + "/cairn-checkpoint-\(UUID().uuidString)"

    private func stamp(_ digit: Character) throws -> VerificationStamp {
        try #require(VerificationStamp(text: String(repeating: digit, count: 64)))
    }

    private func withFile(_ body: () async throws -> Void) async throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await body()
    }

    private func text() throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    @Test func whatWasAddedIsThereWhenItIsOpenedAgain() async throws {
        try await withFile {
            do {
                let file = try CheckpointFile(path: path)
                #expect(file.isEmpty)
                try file.add(stamp("a"), digest: "one.json.gz")
                try file.add(stamp("b"), digest: "two.json.gz")
                try file.add(stamp("a"), digest: "one.json.gz")
            }
            #expect(try text().split(separator: "\n").count == 3)
            let file = try CheckpointFile(path: path)
            #expect(try !file.isEmpty && file.contains(stamp("a")) && file.contains(stamp("b")))
            #expect(try !file.contains(stamp("c")))
        }
    }

    /// As a process leaves it that is killed while it writes.
    @Test func aLineThatIsNotWholeIsPassedOver() async throws {
        try await withFile {
            do {
                let file = try CheckpointFile(path: path)
                try file.add(stamp("a"), digest: "one.json.gz")
            }
            let torn = try text() + #"{"stamp":"bbbb"#
            try torn.write(toFile: path, atomically: false, encoding: .utf8)
            do {
                let file = try CheckpointFile(path: path)
                #expect(try file.contains(stamp("a")))
                try file.add(stamp("c"), digest: "three.json.gz")
            }
            let file = try CheckpointFile(path: path)
            #expect(try file.contains(stamp("a")) && file.contains(stamp("c")) && !file.contains(stamp("b")))
        }
    }

    @Test(arguments: ["{}\n", "some other file", "\n\n{\"cairnVerify\":2}\n"])
    func anotherFileIsLeftAlone(content: String) async throws {
        try await withFile {
            try content.write(toFile: path, atomically: false, encoding: .utf8)
            #expect(throws: IntegrityError(.unwritable, "")) { try CheckpointFile(path: path) }
            #expect(try text() == content)
        }
    }

    @Test func oneRunAtATimeHasIt() async throws {
        try await withFile {
            let file = try CheckpointFile(path: path)
            #expect(throws: IntegrityError(.unwritable, "")) { try CheckpointFile(path: path) }
            try file.remove()
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }

    @Test(arguments: ["/", "/nowhere/at/all"])
    func aPathThatIsNoFileIsAnError(path: String) {
        #expect(throws: IntegrityError(.unwritable, "")) { try CheckpointFile(path: path) }
    }
}
