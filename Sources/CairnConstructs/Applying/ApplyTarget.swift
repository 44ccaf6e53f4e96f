public import CairnModel

/// Where a template is applied: something that answers calls of CloudTrail and S3.
public protocol ApplyTarget {
    /// Whether calls travel by TLS. If not, statements that deny all other calls are left out of bucket policies: they
    /// would deny everything.
    var usesTLS: Bool { get }

    /// Calls an operation.
    /// - Parameters:
    ///   - service: `cloudtrail` or `s3`.
    ///   - input: members by their names in the service's model.
    /// - Returns: the output, an empty object if there is none.
    /// - Throws: ``ApplyRefusal`` if the service refuses, or whatever keeps the call from being made.
    func call(_ service: String, _ operation: String, _ input: JSON) async throws -> JSON

    /// Waits a moment, before a call that came while the service was changing something is made again.
    func pause() async throws
}

extension ApplyTarget {
    public func pause() async throws { try await Task.sleep(for: .milliseconds(200)) }
}
