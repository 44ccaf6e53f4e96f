import CairnAWSClient
import Synchronization

/// Loses requests and answers, and answers for the service that it cannot now; which ones follows from a seed.
final class FaultyTransport: HTTPTransport {
    private let base: any HTTPTransport
    private let share: Double
    private let state: Mutex<(random: UInt64, faults: Int)>

    init(_ base: any HTTPTransport = AsyncHTTPTransport.shared, share: Double, seed: UInt64 = 0x9E37_79B9_7F4A_7C15) {
        self.base = base
        self.share = share
        state = Mutex((seed, 0))
    }

    var faultCount: Int { state.withLock { $0.faults } }

    func send(_ request: HTTPTransportRequest) async throws(AWSClientError) -> AWSResponse {
        switch nextFault() {
        case 0: return AWSResponse(status: 503)
        case 1: throw AWSClientError(.unreachable, "The request was lost")
        case 2:
            _ = try await base.send(request).body.collect(upTo: 64 << 20)
            throw AWSClientError(.interrupted, "The answer was lost")
        default: return try await base.send(request)
        }
    }

    /// 0 to 2 for a fault, `nil` for none.
    private func nextFault() -> Int? {
        state.withLock { state in
            state.random ^= state.random << 13
            state.random ^= state.random >> 7
            state.random ^= state.random << 17
            guard Double(state.random >> 11) / Double(1 << 53) < share else { return nil }
            state.faults += 1
            return state.faults % 3
        }
    }
}
