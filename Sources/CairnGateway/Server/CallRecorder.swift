public import CairnRecording
public import CairnWire

/// Makes records of calls: what the gateway needs of a ``Recorder``.
///
/// Laws: both are called on event loops, or for large bodies on a thread for blocking work, and neither waits.
public protocol CallRecorder: Sendable {
    /// What to keep of a call whose head has come.
    func plan(_ head: WireRequest) -> CallPlan
    /// The records of a call that is over: none if it is not to be recorded.
    func records(for call: ObservedCall, plan: CallPlan) -> [[UInt8]]
}
