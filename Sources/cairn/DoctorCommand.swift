import ArgumentParser
import CairnModel
import CairnServer

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Says what is wrong with this set-up, and what to do.",
        discussion: """
            Looks at the data folder (can it be written, is the journal whole), at a running Cairn (does it answer, does it \
            record, does its upstream answer) and at the environment of the AWS CLI and SDKs (do they come here).

            Exits with 0 if all is well, with 1 if there is a finding.
            """
    )

    @Option(help: "The data folder. (default: as cairn serve)")
    var dataDir: String?
    @OptionGroup var endpoint: EndpointOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let environment = ProcessEnvironment.current
        let given = dataDir.map { ["data-dir": $0] } ?? [:]
        let settings: ServerConfiguration
        do {
            settings = try ServerConfiguration(commandLine: given, environment: environment, configurationFile: nil)
        } catch {
            throw ValidationError(error.description)
        }
        var findings = DataFolderCheck(folder: settings.dataDirectory).findings()
        findings += await serverFindings(environment)
        findings += environmentFindings(environment)
        print(findings)
        if findings.contains(where: { $0.state == .bad }) { throw ExitStatus.findings.exitCode }
    }

    /// The Lake is that of the server, which has an environment of its own.
    private func serverFindings(_ environment: [String: String]) async -> [Finding] {
        do {
            let client = try endpoint.client()
            let health = try await client.get("/_cairn/health")
            var findings = [Finding(.good, "server", "Cairn answers on \(client.endpoint)")]
            for problem in health["problems"]?.arrayValue ?? [] {
                findings.append(Finding(.bad, "server", problem.stringValue ?? problem.description))
            }
            if let upstream = health["upstream"] {
                let address = upstream["url"]?.stringValue ?? "?"
                findings.append(
                    upstream["reachable"]?.boolValue == true
                        ? Finding(.good, "upstream", "\(address) accepts connections")
                        : Finding(
                            .bad, "upstream", "\(address) accepts no connection",
                            remedy: "start it, or correct --upstream"))
            } else {
                findings.append(
                    Finding(
                        .hint, "upstream", "there is none: calls of other services are refused, and recorded",
                        remedy: "start Cairn with --upstream http://127.0.0.1:5000"))
            }
            if let lake = LakeEngineStatus(health: health) { findings += LakeCheck(lake).findings() }
            return findings
        } catch {
            return [Finding(.hint, "server", "\(error)", remedy: "cairn serve")]
                + LakeCheck(LakeEngineStatus(environment: environment)).findings()
        }
    }

    private func environmentFindings(_ environment: [String: String]) -> [Finding] {
        guard let address = environment["AWS_ENDPOINT_URL"] else {
            return [
                Finding(
                    .hint, "environment", "AWS_ENDPOINT_URL is not set: the AWS CLI and SDKs call AWS itself",
                    remedy: #"eval "$(cairn env)""#)
            ]
        }
        var findings = [Finding(.good, "environment", "the AWS CLI and SDKs call \(address)")]
        if environment["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"]?.lowercased() == "true" {
            findings.append(
                Finding(
                    .bad, "environment", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS is true: AWS_ENDPOINT_URL is not used",
                    remedy: "unset AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"))
        }
        return findings
    }

    private func print(_ findings: [Finding]) {
        let array = JSON.array(findings.map(\.json))
        switch output.format {
        case .json: Terminal.write(array.description)
        case .ndjson: for finding in findings { Terminal.write(finding.json.description) }
        case .table: for finding in findings { Terminal.write(finding.line) }
        }
    }
}

extension Finding {
    fileprivate var line: String {
        let mark =
            switch state {
            case .good: "ok  "
            case .hint: "hint"
            case .bad: "BAD "
            }
        return "\(mark)  \(subject): \(message)" + (remedy.map { "\n      → \($0)" } ?? "")
    }

    fileprivate var json: JSON {
        var object: JSONObject = [
            "state": .string(state.rawValue), "subject": .string(subject), "message": .string(message),
        ]
        object["remedy"] = remedy.map(JSON.string)
        return .object(object)
    }
}
