import CairnIntegrity
import CairnModel
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

struct KeyFolderTests {
    private static let start: Int64 = 1_772_359_200

    private func withFolder(_ body: (String) async throws -> Void) async throws {
        let path = FileManager.default.temporaryDirectory.path + "/cairn-keys-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await body(path + "/keys")
    }

    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? Int)
    }

    @Test func keysOutliveTheProcess() async throws {
        try await withFolder { path in
            let clock = ManualClock(Double(Self.start))
            let first = try await DigestKeys(storage: KeyFolder(path: path), clock: clock)
                .signingKey(in: "eu-west-1", at: Self.start)
            let second = try await DigestKeys(storage: KeyFolder(path: path), clock: clock)
                .signingKey(in: "eu-west-1", at: Self.start + 3600)
            #expect(first.publicKey == second.publicKey)
            #expect(try first.sign([1, 2, 3]) == second.sign([1, 2, 3]))
        }
    }

    @Test func onlyTheOwnerCanReadThem() async throws {
        try await withFolder { path in
            let folder = KeyFolder(path: path)
            try folder.add(TestKeys.first.get(), region: "eu-west-1")
            #expect(try mode(path) & 0o777 == 0o700)
            let file = try #require(try FileManager.default.contentsOfDirectory(atPath: path).first)
            #expect(try mode("\(path)/\(file)") & 0o777 == 0o600)
            #expect(file.hasPrefix("eu-west-1_20260228T100000Z_") && file.hasSuffix(".pem"))
        }
    }

    @Test func permissionsOfOthersAreTakenAway() async throws {
        try await withFolder { path in
            let folder = KeyFolder(path: path)
            try folder.add(TestKeys.first.get(), region: "eu-west-1")
            let file = try #require(try FileManager.default.contentsOfDirectory(atPath: path).first)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: "\(path)/\(file)")
            #expect(try folder.keys().count == 1)
            #expect(try mode(path) & 0o777 == 0o700)
            #expect(try mode("\(path)/\(file)") & 0o777 == 0o600)
        }
    }

    @Test func aRetiredKeyKeepsItsPublicHalf() async throws {
        try await withFolder { path in
            let folder = KeyFolder(path: path)
            let key = try TestKeys.first.get()
            try folder.add(key, region: "eu-west-1")
            try folder.retire(key, region: "eu-west-1")
            let stored = try #require(try folder.keys().first)
            #expect(stored.signingKey == nil && stored.publicKey == key.publicKey && stored.region == "eu-west-1")
            let files = try FileManager.default.contentsOfDirectory(atPath: path)
            #expect(files.count == 1 && files[0].hasSuffix(".pub.pem"))
        }
    }

    @Test func oldPrivateKeysAreDestroyedWhenANewOneIsMade() async throws {
        try await withFolder { path in
            let clock = ManualClock(Double(Self.start))
            let keys = DigestKeys(storage: KeyFolder(path: path), clock: clock)
            let first = try await keys.signingKey(in: "eu-west-1", at: Self.start).publicKey
            clock.advance(by: 61 * 86_400)
            let second = try await keys.signingKey(in: "eu-west-1", at: Self.start + 61 * 86_400).publicKey
            let files = try FileManager.default.contentsOfDirectory(atPath: path)
            #expect(files.filter { $0.hasSuffix(".pub.pem") }.count == 1 && files.count == 2)
            let all = try await DigestKeys(storage: KeyFolder(path: path), clock: clock)
                .publicKeys(in: "eu-west-1", from: 0, to: 1e11)
            #expect(all == [first, second])
        }
    }

    @Test func aKeyUnderTheNameOfAnotherIsRefused() async throws {
        try await withFolder { path in
            let folder = KeyFolder(path: path)
            try folder.add(TestKeys.first.get(), region: "eu-west-1")
            let file = try #require(try FileManager.default.contentsOfDirectory(atPath: path).first)
            let other = file.replacing(
                try TestKeys.first.get().publicKey.fingerprint, with: String(repeating: "0", count: 32))
            try FileManager.default.moveItem(atPath: "\(path)/\(file)", toPath: "\(path)/\(other)")
            #expect(throws: IntegrityError(.invalidKey, "")) { try folder.keys() }
        }
    }

    @Test func whatIsNoKeyIsLeftAlone() async throws {
        try await withFolder { path in
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            for name in ["README.txt", ".eu-west-1.pem.part", "tls.pem"] {
                try Data("x".utf8).write(to: URL(filePath: "\(path)/\(name)"))
            }
            #expect(try KeyFolder(path: path).keys().isEmpty)
        }
    }

    @Test func thereAreNoKeysWithoutAFolder() throws {
        #expect(try KeyFolder(path: "/nonexistent/keys").keys().isEmpty)
    }

    @Test func aFolderThatCannotBeMadeIsAnError() throws {
        #expect(throws: IntegrityError(.keyFolder, "")) {
            try KeyFolder(path: "/dev/null/keys").add(TestKeys.first.get(), region: "eu-west-1")
        }
    }
}
