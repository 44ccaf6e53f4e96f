import CairnAWSClient
import CairnDelivery
import CairnWire

/// Calls a service for an account, as CloudTrail would, and tells errors as deliveries know them.
struct ServiceSender: Sendable {
    let clients: AccountClients

    /// Calls an operation; where an emulator keeps its accounts apart in ways of its own, one after the other is asked
    /// until one has what the call is about.
    /// - Parameter absent: the service's codes that mean that there is no such thing.
    @discardableResult
    func call(
        _ service: String, _ operation: String, _ input: [WireValue.Member], account: String, region: String,
        absent: Set<String>
    ) async throws(SendingError) -> WireValue {
        var latest: SendingError?
        for client in clients.clients(for: account) {
            do {
                return try await client.call(
                    service: service, operation: operation, input: .structure(input),
                    region: region.isEmpty ? nil : region)
            } catch {
                latest = SendingError(code: error.serviceCode, message: "\(operation): \(error)")
                guard let code = error.serviceCode, absent.contains(code) else { break }
            }
        }
        throw latest ?? SendingError(code: nil, message: "\(operation): there is nobody to call")
    }
}
