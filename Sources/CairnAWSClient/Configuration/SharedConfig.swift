/// What the shared files say: profiles, SSO sessions and services.
///
/// Files: `AWS_CONFIG_FILE` or `~/.aws/config`, and `AWS_SHARED_CREDENTIALS_FILE` or `~/.aws/credentials`, whose
/// settings win where both have the same profile.
public struct SharedConfig: Sendable {
    public enum Kind: String, Sendable {
        case ssoSession = "sso-session"
        case services
    }

    /// The profile that the environment names, else `default`.
    public let activeProfileName: String
    /// Where the home folder is, empty if nobody says.
    public let home: String
    private let config: ConfigFile
    private let credentials: ConfigFile

    /// - Parameter readFile: the content of a file, `nil` if it is not there.
    public init(environment: [String: String], readFile: (String) -> [UInt8]?) {
        func file(_ path: String) -> ConfigFile {
            guard let bytes = readFile(path), bytes.count <= ConfigFile.byteCountMax else { return ConfigFile("") }
            return ConfigFile(String(decoding: bytes, as: UTF8.self))
        }
        let home = environment["HOME"] ?? environment["USERPROFILE"] ?? ""
        self.home = home
        activeProfileName = environment["AWS_PROFILE"].flatMap { $0.isEmpty ? nil : $0 } ?? "default"
        config = file(Self.path(environment["AWS_CONFIG_FILE"], else: "config", home))
        credentials = file(Self.path(environment["AWS_SHARED_CREDENTIALS_FILE"], else: "credentials", home))
    }

    /// Nothing at all.
    public static let empty = SharedConfig(environment: [:]) { _ in nil }

    private static func path(_ path: String?, else name: String, _ home: String) -> String {
        guard let path, !path.isEmpty else { return home + "/.aws/" + name }
        return path.hasPrefix("~/") ? home + path.dropFirst() : path
    }

    /// The settings of a profile; `nil` if no file has it.
    public func profile(_ name: String) -> ConfigSection? {
        var found = config.sections["profile " + name]
        if found == nil, name == "default" { found = config.sections["default"] }
        guard let more = credentials.sections[name] else { return found }
        return found?.overridden(by: more) ?? more
    }

    public func section(_ kind: Kind, _ name: String) -> ConfigSection? {
        config.sections["\(kind.rawValue) \(name)"]
    }
}
