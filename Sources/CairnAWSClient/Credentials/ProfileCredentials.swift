import CairnSigning

/// What a profile of the shared files leads to: a role, SSO, keys or a command.
///
/// Source: AWS SDKs and Tools Reference Guide, "Assume role credential provider", "Process credential provider".
struct ProfileCredentials: CredentialSource {
    let profile: String
    /// Somebody asked for this very profile: it must be there.
    let isNamed: Bool
    let config: SharedConfig
    let host: CredentialHost
    let calls: CredentialCalls

    func load() async throws(CredentialError) -> ExpiringCredentials? {
        guard let settings = config.profile(profile) else {
            if isNamed || profile != "default" { throw error(profile, "No shared file has it") }
            return nil
        }
        return try await credentials(of: profile, settings, visited: [])
    }

    private func credentials(
        of name: String, _ settings: ConfigSection, visited: [String]
    ) async throws(CredentialError) -> ExpiringCredentials? {
        if let role = settings["role_arn"] {
            // A profile that names itself as its source means its own keys.
            if settings["source_profile"] == name, !visited.isEmpty, let keys = keys(settings) { return keys }
            return try await assumed(role, name, settings, visited: visited)
        }
        if settings["sso_account_id"] != nil || settings["sso_session"] != nil || settings["sso_start_url"] != nil {
            return try await SSOCredentials(
                settings: settings, config: config, host: host, calls: calls, source: source(name)
            ).load()
        }
        if let keys = keys(settings) { return keys }
        guard let command = settings["credential_process"] else { return nil }
        return try await ProcessCredentials(command: command, host: host, source: source(name)).load()
    }

    private func keys(_ settings: ConfigSection) -> ExpiringCredentials? {
        guard let id = settings["aws_access_key_id"], let secret = settings["aws_secret_access_key"] else {
            return nil
        }
        return ExpiringCredentials(
            SigningCredentials(accessKeyID: id, secretAccessKey: secret, sessionToken: settings["aws_session_token"]))
    }

    private func assumed(
        _ arn: String, _ name: String, _ settings: ConfigSection, visited: [String]
    ) async throws(CredentialError) -> ExpiringCredentials {
        if settings["mfa_serial"] != nil {
            throw error(name, "Its role needs a code (mfa_serial), which a service cannot be asked for")
        }
        let role = CredentialCalls.Role(
            arn: arn, sessionName: settings["role_session_name"] ?? "cairn", externalID: settings["external_id"],
            durationSeconds: settings["duration_seconds"].flatMap { Int($0) })
        if let file = settings["web_identity_token_file"] {
            return try await WebIdentityCredentials.credentials(
                role, tokenFile: file, host: host, calls: calls, region: settings["region"], source: source(name))
        }
        let base = try await sourceCredentials(name, settings, visited: visited)
        return try await calls.assume(role, keys: base.keys, region: settings["region"], source: source(name))
    }

    private func sourceCredentials(
        _ name: String, _ settings: ConfigSection, visited: [String]
    ) async throws(CredentialError) -> ExpiringCredentials {
        switch (settings["source_profile"], settings["credential_source"]) {
        case (.some, .some): throw error(name, "It has both source_profile and credential_source")
        case (nil, nil): throw error(name, "Its role_arn needs a source_profile or a credential_source")
        case (let next?, nil): return try await sourceProfile(next, of: name, visited: visited + [name])
        case (nil, let place?): return try await credentialSource(place, of: name)
        }
    }

    private func sourceProfile(
        _ next: String, of name: String, visited: [String]
    ) async throws(CredentialError) -> ExpiringCredentials {
        guard let settings = config.profile(next) else { throw error(name, "There is no source_profile '\(next)'") }
        if visited.contains(next), next != name || keys(settings) == nil {
            let circle = (visited + [next]).joined(separator: " → ")
            throw error(name, "Its source profiles go round in a circle: \(circle)")
        }
        guard let found = try await credentials(of: next, settings, visited: visited) else {
            throw error(name, "Its source_profile '\(next)' has no credentials")
        }
        return found
    }

    private func credentialSource(_ place: String, of name: String) async throws(CredentialError) -> ExpiringCredentials
    {
        let source: any CredentialSource
        switch place {
        case "Environment": source = EnvironmentCredentials(host: host)
        case "EcsContainer": source = ContainerCredentials(host: host)
        case "Ec2InstanceMetadata": source = InstanceMetadataCredentials(host: host)
        default: throw error(name, "'\(place)' is no credential_source")
        }
        guard let found = try await source.load() else {
            throw error(name, "Its credential_source \(place) has no credentials")
        }
        return found
    }

    private func source(_ name: String) -> String { "profile '\(name)'" }

    private func error(_ name: String, _ message: String) -> CredentialError { CredentialError(source(name), message) }
}
