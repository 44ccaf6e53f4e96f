import ArgumentParser
import CairnServer

struct EnvCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "env",
        abstract: "Prints the shell lines that point AWS SDKs and the AWS CLI here.",
        discussion: """
              eval "$(cairn env)"
              cairn env --shell fish | source

            Credentials are printed only where the environment has none: any pair will do, since Cairn reads who signed
            and leaves the check to the upstream. A 12-digit access key id is taken as the account.
            """
    )

    enum Shell: String, ExpressibleByArgument, CaseIterable {
        case sh, fish, powershell

        func line(_ name: String, _ value: String) -> String {
            switch self {
            case .sh: "export \(name)='\(value.quoted("'\\''"))'"
            case .fish: "set -gx \(name) '\(value.quoted("\\'"))'"
            case .powershell: "$Env:\(name) = '\(value.quoted("''"))'"
            }
        }
    }

    @Option(name: .long, help: "Whose syntax: sh, fish or powershell.")
    var shell: Shell = .sh
    @Option(name: .long, help: "The host that Cairn listens on.")
    var host: String = "127.0.0.1"
    @Option(name: .long, help: "The port that Cairn listens on.")
    var port: Int = 4734
    @Option(name: .customLong("endpoint-url"), help: "Where Cairn listens, instead of host and port.")
    var endpointURL: String?
    @Option(name: .long, help: "The region for calls that name none.")
    var region: String = "us-east-1"

    func run() throws {
        let environment = ProcessEnvironment.current
        Terminal.write(shell.line("AWS_ENDPOINT_URL", endpointURL ?? "http://\(host):\(port)"))
        if environment["AWS_REGION"] == nil && environment["AWS_DEFAULT_REGION"] == nil {
            Terminal.write(shell.line("AWS_DEFAULT_REGION", region))
        }
        if environment["AWS_ACCESS_KEY_ID"] == nil && environment["AWS_PROFILE"] == nil {
            Terminal.write(shell.line("AWS_ACCESS_KEY_ID", "cairn"))
            Terminal.write(shell.line("AWS_SECRET_ACCESS_KEY", "cairn"))
        }
    }
}

extension String {
    fileprivate func quoted(_ quote: String) -> String {
        map { $0 == "'" ? quote : String($0) }.joined()
    }
}
