import CairnModel

/// The metadata service of an EC2 instance, in version 2: each question carries a token of a session.
///
/// Source: Amazon EC2 User Guide, "Use the Instance Metadata Service".
struct InstanceMetadata: Sendable {
    let host: CredentialHost

    struct Session: Sendable {
        fileprivate let metadata: InstanceMetadata
        fileprivate let token: String

        /// What the service says at a path; `nil` if nothing.
        func get(_ path: String) async -> [UInt8]? {
            await metadata.answer("GET", path, ["X-aws-ec2-metadata-token": token])
        }
    }

    /// `nil` where no such service answers, or it is not to be asked.
    func session() async -> Session? {
        if host["AWS_EC2_METADATA_DISABLED"]?.lowercased() == "true" { return nil }
        let headers: HeaderFields = ["X-aws-ec2-metadata-token-ttl-seconds": "21600"]
        guard let token = await answer("PUT", "/latest/api/token", headers) else { return nil }
        return Session(metadata: self, token: String(decoding: token, as: UTF8.self).trimmed)
    }

    private func answer(_ method: String, _ path: String, _ headers: HeaderFields) async -> [UInt8]? {
        // One second: on any other machine nobody is there.
        let answer = try? await host.fetch(method, endpoint + path, headers: headers, timeout: .seconds(1))
        guard let answer, answer.status == 200 else { return nil }
        return answer.body
    }

    private var endpoint: String {
        if let url = host["AWS_EC2_METADATA_SERVICE_ENDPOINT"] {
            return url.last == "/" ? String(url.dropLast()) : url
        }
        let isIPv6 = host["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"]?.lowercased() == "ipv6"
        return isIPv6 ? "http://[fd00:ec2::254]" : "http://169.254.169.254"
    }
}
