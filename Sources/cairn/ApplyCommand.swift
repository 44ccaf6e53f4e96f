import ArgumentParser
import CairnConstructs
import CairnModel
import CairnServer

struct ApplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Makes the trails of a CloudFormation template in a running Cairn.",
        discussion: """
            Trails, event data stores, channels, dashboards and their policies are made as the template says, and the \
            buckets and bucket policies that they need. What is there is compared with the template: applying it \
            again changes nothing. The plan is shown first, with what of the template is left out.

              cairn apply Audit.template.json --plan           only show what would be done
              cairn apply Audit.template.json                  do it
              swift run TrailStack | cairn apply - --stack-name audit

            Names that the template leaves to CloudFormation are made of the stack's name and the logical id.
            """
    )

    @Argument(help: "A template, JSON or YAML; - reads it from standard input.")
    var template: String
    @Option(name: .long, help: "The stack's name. Default: the file's name, up to its first point.")
    var stackName: String?
    @Option(name: .long, help: "A value for a parameter of the template, as NAME=VALUE. May be given again.")
    var parameter: [String] = []
    @Option(name: .long, help: "The account. Default: CAIRN_ACCOUNT, an access key of 12 digits, then 123456789012.")
    var account: String?
    @Flag(name: .long, help: "Only show what would be done.")
    var plan = false
    @Option(name: .long, help: "Where Cairn listens. Default: AWS_ENDPOINT_URL, then http://127.0.0.1:4734.")
    var endpointURL: String?
    @Option(name: .long, help: "The region. Default: AWS_REGION, AWS_DEFAULT_REGION, then us-east-1.")
    var region: String?
    @Option(name: .long, help: "table or json.")
    var output: ApplyOutput = .table

    func run() async throws {
        let parameters = try values()
        do {
            let applier = try TemplateApplier(
                template: try TemplateText.parse(try TemplateFile.read(template)), stackName: name,
                account: accountID, region: regionName, parameters: parameters,
                target: EndpointTarget(endpointURL: endpointURL, region: regionName))
            let planned = try await applier.plan()
            Terminal.write(output.text(of: planned))
            guard !plan, !planned.isEmpty else { return }
            let done = try await applier.apply { step in
                if !step.calls.isEmpty { Terminal.writeError("\(step.kind.rawValue) \(step.type) \(step.name)") }
            }
            let count = done.steps.count { !$0.calls.isEmpty }
            Terminal.writeError("\(count == 1 ? "1 resource is" : "\(count) resources are") as the template says now")
        } catch let error as ValidationError {
            throw error
        } catch {
            Terminal.writeError("cairn apply: \(error)")
            throw ExitStatus.couldNotRun.exitCode
        }
    }

    private var name: String {
        if let stackName { return stackName }
        let file = template.split(separator: "/").last.map(String.init) ?? ""
        return template == "-" ? "stack" : file.split(separator: ".").first.map(String.init) ?? "stack"
    }

    private var accountID: String {
        let environment = ProcessEnvironment.current
        let key = environment["AWS_ACCESS_KEY_ID"].flatMap { $0.count == 12 && $0.allSatisfy(\.isNumber) ? $0 : nil }
        return account ?? environment["CAIRN_ACCOUNT"] ?? key ?? "123456789012"
    }

    private var regionName: String {
        let environment = ProcessEnvironment.current
        return region ?? environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"] ?? "us-east-1"
    }

    private func values() throws -> [String: String] {
        var values: [String: String] = [:]
        for parameter in parameter {
            guard let separator = parameter.firstIndex(of: "="), separator != parameter.startIndex else {
                throw ValidationError("--parameter wants NAME=VALUE; got '\(parameter)'")
            }
            values[String(parameter[..<separator])] = String(parameter[parameter.index(after: separator)...])
        }
        return values
    }
}
