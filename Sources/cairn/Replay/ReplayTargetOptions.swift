import ArgumentParser
import CairnModel
import CairnReplay

/// Where the calls go, and in whose name.
struct ReplayTargetOptions: ParsableArguments {
    @Option(
        name: .long,
        help:
            "Where to send the calls; SERVICE=URL for one service only, such as s3=http://127.0.0.1:8333."
    )
    var endpoint: [String] = []
    @Option(
        name: .long,
        help: """
            Who signs: 'account' puts the event's account in the place of an access key, as emulators take it; \
            'credentials' takes those of the environment. Default: credentials for AWS, account for all else.
            """)
    var signAs: ReplaySigner?
    @Option(
        name: .long,
        help:
            "An account that is another at the endpoint, 111122223333=444455556666; '*' for all others.")
    var accountMap: [String] = []
    @Option(
        name: .long,
        help: "A region that is another at the endpoint, us-east-1=eu-west-1; '*' for all others.")
    var regionMap: [String] = []
    @Option(
        name: .long,
        help:
            "A header for every call, NAME=VALUE; {account} and {region} are the event's. May be given again."
    )
    var header: [String] = []

    func validate() throws {
        _ = try accounts()
        _ = try regions()
        _ = try headers()
        for address in endpoint {
            let url = ReplayClient.split(address).url
            guard url.hasPrefix("http://") || url.hasPrefix("https://") else {
                throw ValidationError(
                    "--endpoint wants a URL such as http://127.0.0.1:4566; got '\(address)'")
            }
        }
    }

    func accounts() throws -> [String: String] {
        let map = try Self.map(accountMap, "--account-map")
        for (old, new) in map where !(AccountID.isValid(old) || old == "*") || !AccountID.isValid(new) {
            throw ValidationError("--account-map wants two accounts of 12 digits; got '\(old)=\(new)'")
        }
        return map
    }

    func regions() throws -> [String: String] { try Self.map(regionMap, "--region-map") }

    private func headers() throws -> [(name: String, value: String)] {
        try header.map { text in
            guard let mark = text.firstIndex(of: "="), mark != text.startIndex else {
                throw ValidationError("--header wants NAME=VALUE; got '\(text)'")
            }
            return (String(text[..<mark]), String(text[text.index(after: mark)...]))
        }
    }

    /// Whether some calls go to AWS itself.
    var isAWS: Bool { endpoint.contains { $0.contains(".amazonaws.com") } }

    func target(concurrency: Int) throws -> AWSTarget {
        let signer = signAs ?? (isAWS ? .credentials : .account)
        return AWSTarget(
            client: ReplayClient.make(endpoints: endpoint, concurrency: concurrency),
            signer: signer == .credentials ? .client : .recordedAccount, headers: try headers())
    }

    private static func map(_ pairs: [String], _ option: String) throws -> [String: String] {
        var map: [String: String] = [:]
        for pair in pairs.flatMap({ $0.split(separator: ",").map(String.init) }) {
            let parts = pair.split(separator: "=", omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
                throw ValidationError("\(option) wants OLD=NEW; got '\(pair)'")
            }
            map[String(parts[0])] = String(parts[1])
        }
        return map
    }
}

enum ReplaySigner: String, ExpressibleByArgument, CaseIterable {
    case account
    case credentials
}
