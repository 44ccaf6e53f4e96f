import CairnModel

/// Credentials from the agent of ECS or the Pod Identity agent of EKS.
///
/// Source: AWS SDKs and Tools Reference Guide, "Container credential provider".
public struct ContainerCredentials: CredentialSource {
    private let host: CredentialHost
    private static let source = "container credentials"

    public init(host: CredentialHost) { self.host = host }

    public func load() async throws(CredentialError) -> ExpiringCredentials? {
        guard let url = try url() else { return nil }
        var headers = HeaderFields()
        if let token = try token() { headers["Authorization"] = token }
        let answer: (status: Int, body: [UInt8])
        do {
            answer = try await host.fetch("GET", url, headers: headers, timeout: .seconds(2))
        } catch {
            throw CredentialError(Self.source, "\(url) gave nothing: \(error)")
        }
        guard answer.status == 200 else {
            throw CredentialError(Self.source, "\(url) answered with status \(answer.status)")
        }
        return try MetadataDocument.credentials(in: answer.body, token: "Token", source: Self.source)
    }

    private func url() throws(CredentialError) -> String? {
        if let path = host["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] { return "http://169.254.170.2" + path }
        guard let url = host["AWS_CONTAINER_CREDENTIALS_FULL_URI"] else { return nil }
        guard let endpoint = Endpoint(url: url, signingRegion: ""), Self.isTrusted(endpoint) else {
            throw CredentialError(
                Self.source, "'\(url)' is neither HTTPS nor on this machine, where a token may be sent to")
        }
        return url
    }

    private static func isTrusted(_ endpoint: Endpoint) -> Bool {
        if endpoint.scheme == "https" { return true }
        let host = String(endpoint.host.first == "[" ? endpoint.host.dropFirst() : endpoint.host)
        let places = ["localhost", "::1", "169.254.170.2", "169.254.170.23", "fd00:ec2::23"]
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return places.contains(host) || (parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil })
    }

    private func token() throws(CredentialError) -> String? {
        guard let path = host["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] else {
            return host["AWS_CONTAINER_AUTHORIZATION_TOKEN"]
        }
        guard let token = host.text(ofFile: path), !token.contains(where: \.isNewline) else {
            throw CredentialError(Self.source, "There is no token in \(path)")
        }
        return token
    }
}
