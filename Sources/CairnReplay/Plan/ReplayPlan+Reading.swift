public import CairnObjects
import CairnWire

extension ReplayPlan {
    /// Reads all events of the inputs and decides about each.
    ///
    /// What cannot be read is named in ``problems`` and does not stop the rest. Nothing is sent.
    /// - Parameters:
    ///   - bucketStore: where `s3://` inputs are.
    /// - Throws: ``ReplayError`` with `input` if an input is not there, with `file` if there is no room for a copy.
    public static func reading(
        _ inputs: [ReplayInput], selector: EventSelector = EventSelector(), bodies: any BodySource = NoBodies(),
        bucketStore: (any ObjectStore)? = nil
    ) async throws(ReplayError) -> ReplayPlan {
        let builder = try PlanBuilder(
            judgement: EventJudgement(selector: selector, preparation: CallPreparation(bodies: bodies)))
        for input in inputs { try await input.read(into: builder, bucket: bucketStore) }
        return builder.plan()
    }

    /// Reads events from bytes as they arrive, such as the body of a request.
    /// - Parameter name: stands for the file in ``problems``.
    public static func reading<Chunks: AsyncSequence>(
        _ chunks: Chunks, name: String, selector: EventSelector = EventSelector()
    ) async throws -> ReplayPlan where Chunks.Element: Sequence<UInt8> {
        let builder = try PlanBuilder(
            judgement: EventJudgement(selector: selector, preparation: CallPreparation()))
        var file = PlanFile(name, isInOrder: false)
        for try await chunk in chunks {
            let bytes = Array(chunk)
            bytes.withUnsafeBytes { builder.feed($0, of: &file) }
        }
        try builder.finish(&file)
        return builder.plan()
    }
}
