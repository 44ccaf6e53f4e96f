import CairnAPI
import CairnLake
import CairnModel
import CairnStore
import HTTPTypes
import Hummingbird
import NIOCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// `GET /_cairn/stores/ID/federation/ENGINE`: the statements that make a federated store a table of another engine.
struct FederationRoute {
    let stores: EventDataStoreRegistry
    /// Where the folders of the stores lie.
    let folder: String
    let guardian: AdminGuard

    func add(to router: Router<BasicRequestContext>) {
        router.get("/_cairn/stores/:id/federation/:engine") { request, context in
            let id = context.parameters.get("id") ?? ""
            let engine = context.parameters.get("engine") ?? ""
            if guardian.showsStatusToEveryone { return answer(id, engine) }
            return try await guardian.admit(request, to: .readStatus) { _, _ in answer(id, engine) }
        }
    }

    private func answer(_ id: String, _ name: String) -> Response {
        guard let engine = ExternalTable.Engine(rawValue: name) else {
            let names = ExternalTable.Engine.allCases.map(\.rawValue).joined(separator: ", ")
            return Response(.notFound, json: ["message": .string("there are statements for: \(names)")])
        }
        guard let store = stores.snapshot[id.lowercased()] else {
            return Response(.notFound, json: ["message": "there is no such event data store"])
        }
        let path = FederationFiles.path(engine, store: store.id, stores: folder)
        guard store.federation == .enabled, let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            return Response(
                .notFound, json: ["message": "the event data store is not federated: call EnableFederation first"])
        }
        return Response(
            status: .ok, headers: [.contentType: "application/sql; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
