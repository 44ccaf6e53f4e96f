import ArgumentParser
import CairnServer

@main
struct Cairn: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cairn",
        abstract: "CloudTrail that you run yourself.",
        discussion: """
            Cairn stands in front of an AWS-compatible endpoint, turns every call that passes into a CloudTrail record, \
            keeps the records durably and answers the CloudTrail API about them.

              cairn serve --upstream http://127.0.0.1:5000     record what passes on 127.0.0.1:4734
              eval "$(cairn env)"                              point AWS SDKs and the AWS CLI here
              aws s3 mb s3://box                               make a call
              aws cloudtrail lookup-events                     see its event

            Exit codes: 0 good, 1 findings or failures, 2 wrong usage, 3 could not run.
            """,
        version: CairnVersion.current,
        subcommands: [
            ServeCommand.self, TailCommand.self, LookupCommand.self, ExpectCommand.self, EnvCommand.self,
            QueryCommand.self, ImportCommand.self, PolicyCommand.self, SelectorsCommand.self, VerifyCommand.self,
            ReplayCommand.self,
            ApplyCommand.self,
            InsightsCommand.self, DoctorCommand.self,
        ]
    )

    /// Wrong usage exits with 2 on every platform, whatever number the parser would choose.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asyncCommand = command as? any AsyncParsableCommand {
                try await asyncCommand.run()
            } else {
                try command.run()
            }
        } catch {
            finish(with: error)
        }
    }

    private static func finish(with error: any Error) -> Never {
        let code = exitCode(for: error)
        if code == .validationFailure || error is ValidationError {
            Terminal.writeError(fullMessage(for: error))
            exit(withError: ExitCode(ExitStatus.usage.rawValue))
        }
        exit(withError: error)
    }
}
