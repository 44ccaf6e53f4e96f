import CairnModel

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// An import that a server carries out.
struct RunningImport {
    let id: String
    /// Whether the admin surface is asked how far it is, which tells more than GetImport.
    let isToldByServer: Bool
    let client: CairnAdminClient

    /// How many failures are shown.
    private static let failuresMax = 1000

    /// Has the server read a folder or file of this machine.
    static func beginFolder(
        _ path: String, store: String, start: JSON?, end: JSON?, _ client: CairnAdminClient
    ) async throws -> RunningImport {
        let absolute = URL(fileURLWithPath: path).standardizedFileURL.path
        guard FileManager.default.fileExists(atPath: absolute) else {
            throw ClientError("there is no file or folder \(path)")
        }
        var request: JSONObject = ["path": .string(absolute), "store": .string(store)]
        request["startTime"] = start
        request["endTime"] = end
        return try await begin(request, client)
    }

    /// Has the server begin what the API does not have.
    static func begin(_ request: JSONObject, _ client: CairnAdminClient) async throws -> RunningImport {
        let state = ImportState(progress: try await client.post("/_cairn/imports", .object(request), timeout: "60s"))
        return RunningImport(id: state.id, isToldByServer: true, client: client)
    }

    func state() async throws -> ImportState {
        isToldByServer
            ? ImportState(progress: try await client.get("/_cairn/imports/\(id)"))
            : ImportState(answer: try await client.call("GetImport", ["ImportId": .string(id)]))
    }

    /// How the import stands, with what GetImport does not tell, if whoever asks may read the admin surface.
    func details() async throws -> ImportState {
        do {
            return ImportState(progress: try await client.get("/_cairn/imports/\(id)"))
        } catch {
            return try await state()
        }
    }

    /// What could not be imported.
    func failures() async throws -> [JSON] {
        let answer = try await client.call(
            "ListImportFailures", ["ImportId": .string(id), "MaxResults": .integer(Self.failuresMax)])
        return (answer["Failures"]?.arrayValue ?? []).filter { $0["Status"]?.stringValue != "SUCCEEDED" }
    }
}
