/// Whoever keeps the record of a call that is being answered, and has to know whose it is.
///
/// Law: a call takes effect only after ``vouch()`` has returned true.
public protocol CallWitness: Sendable {
    /// The caller is who the call says.
    /// - Returns: false if the call is over already, so that no record would tell of what it does.
    func vouch() -> Bool
    /// The call turned out not to be one that the caller made: nothing may be recorded in the caller's name.
    func disown()
}

/// Nobody looks.
public struct NoWitness: CallWitness {
    public init() {}
    public func vouch() -> Bool { true }
    public func disown() {}
}
