import ArgumentParser
import CairnAWSClient
import CairnObjects
import CairnReplay
import CairnServer

/// Which events are replayed.
struct ReplaySourceOptions: ParsableArguments {
    @Option(
        name: .long,
        help: "A file, a folder, a journal, '-' or s3://BUCKET/PREFIX. May be given again.")
    var input: [String] = []
    @Option(
        name: .long,
        help: "Where s3:// inputs are. Default: AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL, then AWS.")
    var inputEndpointURL: String?
    @Option(name: .long, help: "Only these services, such as dynamodb,s3.")
    var services: String?
    @Option(name: .long, help: "Only these events, such as CreateTable,Put*.")
    var events: String?
    @Option(
        name: .long,
        help: "A folder with objects, code archives and secrets, which CloudTrail does not record.")
    var bodies: String?
    @Flag(name: .long, help: "Send calls too that failed when they were recorded.")
    var includeFailed = false
    @Flag(name: .long, help: "Send data events too: objects, items, messages.")
    var includeDataEvents = false

    func validate() throws {
        guard !input.isEmpty else {
            throw ValidationError("--input says where the events are: a file, a folder, '-' or s3://…")
        }
    }

    func plan() async throws -> ReplayPlan {
        var inputs: [ReplayInput] = []
        for text in input { inputs.append(try ReplayInput(text)) }
        var selector = EventSelector()
        selector.services = Set(Self.list(services).map { $0.lowercased() })
        selector.events = Self.list(events)
        selector.includesFailed = includeFailed
        selector.includesDataEvents = includeDataEvents
        let bodies: any BodySource =
            try bodies.map { (folder) throws(ReplayError) in
                try FolderBodies(folder: folder)
            } ?? NoBodies()
        return try await ReplayPlan.reading(
            inputs, selector: selector, bodies: bodies, bucketStore: store(for: inputs))
    }

    private func store(for inputs: [ReplayInput]) -> (any ObjectStore)? {
        let isNeeded = inputs.contains { if case .bucket = $0 { true } else { false } }
        guard isNeeded else { return nil }
        return S3ObjectStore(
            client: ReplayClient.make(endpoints: inputEndpointURL.map { [$0] } ?? [], concurrency: 8))
    }

    static func list(_ text: String?) -> [String] {
        (text ?? "").split(separator: ",").map { String($0).trimmingBlanks }.filter { !$0.isEmpty }
    }
}

extension String {
    var trimmingBlanks: String {
        var text = self[...]
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
