import CairnAWSClient
import CairnDelivery
import CairnModel
import CairnWire

/// Puts events through EventBridge's API, on the default bus.
struct DefaultEventBus: EventBusSender {
    let clients: AccountClients

    func putEvents(
        _ entries: [EventBusEntry], account: String, region: String
    ) async throws(SendingError) -> [Int] {
        // Rules are where those who made them called with the same key: an emulator's own account for it.
        guard let client = clients.clients(for: account).last else { return Array(entries.indices) }
        let list = entries.map { entry in
            WireValue.structure([
                .init("Time", .timestamp(entry.time)), .init("Source", .string(entry.source)),
                .init("Resources", .list(entry.resources.map(WireValue.string))),
                .init("DetailType", .string(entry.detailType)), .init("Detail", .string(entry.detail)),
            ])
        }
        do {
            let answer = try await client.call(
                service: "events", operation: "PutEvents", input: .structure([.init("Entries", .list(list))]),
                region: region)
            return Self.refused(answer)
        } catch {
            throw SendingError(code: error.serviceCode, message: "PutEvents: \(error)")
        }
    }

    private static func refused(_ answer: WireValue) -> [Int] {
        guard case .list(let results) = answer["Entries"] else { return [] }
        return results.indices.filter { results[$0]["ErrorCode"]?.stringValue != nil }
    }
}
