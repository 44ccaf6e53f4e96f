import CairnIntegrity
import CairnModel
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Writes a trail's files for `Tests/EndToEnd/test_integrity_vectors.py`, where the AWS CLI's validator judges them.
struct IntegrityVectorsTests {
    private static let folder = ProcessInfo.processInfo.environment["CAIRN_INTEGRITY_VECTORS"]

    @Test(.enabled(if: folder != nil, "CAIRN_INTEGRITY_VECTORS names no folder to write to"))
    func filesForTheAWSCLIAreWritten() throws {
        let folder = try #require(Self.folder)
        var trail = try TestTrail.of(hours: 5)
        trail.chain.stop(at: TestTrail.origin + 19_000)
        try trail.write(trail.chain.dueWindow(now: TestTrail.origin + 19_000), logCount: 1)
        trail.chain.start(at: TestTrail.origin + 25_000)
        try trail.writeHour(logCount: 4)
        for (key, file) in trail.files.files { try write(file.bytes, to: "\(folder)/files/\(key)") }
        try write(Array(metadata(of: trail).description.utf8), to: "\(folder)/metadata.json")
        let keys: JSON = ["PublicKeyList": [trail.key.publicKey.json]]
        try write(Array(keys.description.utf8), to: "\(folder)/keys.json")
    }

    private func metadata(of trail: TestTrail) -> JSON {
        let members = trail.files.files.map { key, file in
            (key, JSON.object(JSONObject((file.metadata ?? [:]).map { ($0.key, JSON.string($0.value)) })))
        }
        return .object(JSONObject(members))
    }

    private func write(_ bytes: [UInt8], to path: String) throws {
        let url = URL(filePath: path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
    }
}
