import CairnGateway
import CairnModel
import CairnWire
import Dispatch
import NIOConcurrencyHelpers

@testable import CairnRecording

/// Records every call but those that ask not to be, as one line of what the gateway observed.
struct RecorderDouble: CallRecorder {
    let calls = NIOLockedValueBox<[ObservedCall]>([])

    func plan(_ head: WireRequest) -> CallPlan {
        let isRecorded = head.headers["x-record"] != "no"
        return CallPlan(
            signature: nil, call: head.headers["x-operation"].flatMap { Self.call($0, head) }, isAWSCall: true,
            mayBeRecorded: isRecorded, category: .management,
            tapsRequestBody: head.headers["x-tap"] != "no",
            responseTap: head.headers["x-tap"] == "no" ? .never : .always,
            facts: nil)
    }

    private static func call(_ operation: String, _ head: WireRequest) -> RoutedCall? {
        ServiceCatalog.shared.model(id: "s3").map { service in
            RoutedCall(
                service: service, operation: service.operation(named: operation), operationName: operation,
                wireProtocol: .restXML, target: head.target)
        }
    }

    func records(for call: ObservedCall, plan: CallPlan) -> [[UInt8]] {
        calls.withLockedValue { $0.append(call) }
        if call.request.headers["x-record"] == "late-no" { return [] }
        return [Array("\(call.request.method) \(call.request.target) \(call.response.status)".utf8)]
    }

    var observed: [ObservedCall] { calls.withLockedValue { $0 } }
}

/// Keeps records in a list, or fails, or waits to be told to go on.
final class SinkDouble: EventSink {
    enum Behaviour: Sendable {
        case keep
        case keepOnOtherThread
        case fail
        case wait
    }

    struct Failure: Error {}

    private struct State {
        var behaviour: Behaviour
        var isAccepting = true
        var records: [String] = []
        var waiting: [@Sendable (Result<Void, any Error>) -> Void] = []
    }

    private let state: NIOLockedValueBox<State>

    init(_ behaviour: Behaviour = .keepOnOtherThread) { state = .init(State(behaviour: behaviour)) }

    var isAccepting: Bool {
        get { state.withLockedValue { $0.isAccepting } }
        set { state.withLockedValue { $0.isAccepting = newValue } }
    }

    var records: [String] { state.withLockedValue { $0.records } }
    var waitingCount: Int { state.withLockedValue { $0.waiting.count } }

    func append(_ records: [[UInt8]], completion: @escaping @Sendable (Result<Void, any Error>) -> Void) {
        let texts = records.map { String(decoding: $0, as: UTF8.self) }
        let behaviour = state.withLockedValue { state in
            switch state.behaviour {
            case .keep, .keepOnOtherThread: state.records += texts
            case .wait:
                state.records += texts
                state.waiting.append(completion)
            case .fail: break
            }
            return state.behaviour
        }
        switch behaviour {
        case .keep: completion(.success(()))
        case .keepOnOtherThread: DispatchQueue.global().async { completion(.success(())) }
        case .fail: DispatchQueue.global().async { completion(.failure(Failure())) }
        case .wait: break
        }
    }

    /// Lets the calls that wait, and all after them, go on.
    func goOn(_ result: Result<Void, any Error> = .success(())) {
        let waiting = state.withLockedValue { state in
            defer { state.waiting = [] }
            state.behaviour = .keepOnOtherThread
            return state.waiting
        }
        for completion in waiting { completion(result) }
    }
}
