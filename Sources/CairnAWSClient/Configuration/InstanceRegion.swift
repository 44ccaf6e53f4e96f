/// The region of the EC2 instance that the process runs on, as its metadata service says it; asked for once.
///
/// Source: Amazon EC2 User Guide, "Instance metadata categories", `placement/region`.
public actor InstanceRegion {
    private let metadata: InstanceMetadata
    private var inFlight: Task<String?, Never>?

    private static let path = "/latest/meta-data/placement/region"
    private static let byteCountMax = 63

    public init(host: CredentialHost) { metadata = InstanceMetadata(host: host) }

    /// `nil` where no such service answers, which takes a second to find out, or it is not to be asked
    /// (`AWS_EC2_METADATA_DISABLED`).
    public func region() async -> String? {
        if let inFlight { return await inFlight.value }
        // Its own task: the answer serves all who wait, and does not end with the one who asked first.
        let task = Task { [metadata] () -> String? in
            guard let answer = await metadata.session()?.get(Self.path), answer.count <= Self.byteCountMax else {
                return nil
            }
            let region = String(decoding: answer, as: UTF8.self).trimmed
            return region.isEmpty ? nil : region
        }
        inFlight = task
        return await task.value
    }
}
