/// Asked before each step that changes a store on the disk; tests let one fail, as the end of the process would.
public struct StepGuard: Sendable {
    private let ask: @Sendable (_ step: String) throws -> Void

    public init(_ ask: @escaping @Sendable (_ step: String) throws -> Void) { self.ask = ask }

    /// Lets every step happen.
    public static let open = StepGuard { _ in }

    /// Asked before each change of a file or folder: tests let one fail, as a disk that is full or broken would.
    @TaskLocal static var disk = StepGuard.open

    func callAsFunction(_ step: String) throws(LakeError) {
        do { try ask(step) } catch { throw LakeError(.cannotWrite, "Stopped before \(step)", cause: error) }
    }
}
