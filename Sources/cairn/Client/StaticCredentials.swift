#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The key that a command signs with: from the environment, else from the profile's entry in the shared files.
///
/// Without any, a pair that stands for nobody in particular: a Cairn on loopback asks for no more.
struct StaticCredentials {
    var accessKeyID = "cairn"
    var secretAccessKey = "cairn"
    var sessionToken: String?

    init(environment: [String: String]) {
        if let key = environment["AWS_ACCESS_KEY_ID"], let secret = environment["AWS_SECRET_ACCESS_KEY"] {
            (accessKeyID, secretAccessKey, sessionToken) = (key, secret, environment["AWS_SESSION_TOKEN"])
            return
        }
        let profile = environment["AWS_PROFILE"] ?? "default"
        for (path, section) in Self.sharedFiles(environment: environment, profile: profile) {
            guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { continue }
            let entries = SharedProfile.entries(of: section, in: text)
            if let key = entries["aws_access_key_id"], let secret = entries["aws_secret_access_key"] {
                (accessKeyID, secretAccessKey, sessionToken) = (key, secret, entries["aws_session_token"])
                return
            }
        }
    }

    private static func sharedFiles(
        environment: [String: String], profile: String
    ) -> [(path: String, section: String)] {
        let folder = (environment["HOME"] ?? "") + "/.aws"
        return [
            (environment["AWS_SHARED_CREDENTIALS_FILE"] ?? folder + "/credentials", profile),
            (
                environment["AWS_CONFIG_FILE"] ?? folder + "/config",
                profile == "default" ? "default" : "profile \(profile)"
            ),
        ]
    }
}

/// A section of the shared configuration files.
enum SharedProfile {
    static func entries(of section: String, in text: String) -> [String: String] {
        var entries: [String: String] = [:]
        var isInside = false
        for line in text.split(whereSeparator: \.isNewline) {
            let line = line.trimmed
            if line.hasPrefix("[") {
                isInside = line.dropFirst().prefix { $0 != "]" }.trimmed == section
            } else if isInside, !line.hasPrefix("#"), let separator = line.firstIndex(of: "=") {
                let key = line[..<separator].trimmed
                entries[key] = line[line.index(after: separator)...].trimmed
            }
        }
        return entries
    }
}

extension Substring {
    /// Without white space at both ends.
    fileprivate var trimmed: String {
        var text = drop { $0.isWhitespace }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
