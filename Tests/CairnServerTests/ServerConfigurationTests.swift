import CairnModel
import CairnRecording
import Testing

@testable import CairnServer

@Suite struct ServerConfigurationTests {
    private func configuration(
        _ commandLine: [String: String] = [:], environment: [String: String] = [:], file: String? = nil
    ) throws -> ServerConfiguration {
        guard let file else {
            return try ServerConfiguration(commandLine: commandLine, environment: environment, configurationFile: nil)
        }
        return try TemporaryFile.with(file) { path in
            try ServerConfiguration(commandLine: commandLine, environment: environment, configurationFile: path)
        }
    }

    @Test func defaultsListenOnLoopbackAndKeepDataWhereXDGSays() throws {
        let defaults = try configuration(environment: ["XDG_DATA_HOME": "/data", "HOME": "/home/dana"])
        #expect(defaults.host == "127.0.0.1" && defaults.isLoopback)
        #expect(defaults.port == 4734)
        #expect(defaults.dataDirectory == "/data/cairn")
        #expect(defaults.journalFailurePolicy == .reject)
        #expect(try configuration(environment: ["HOME": "/home/dana"]).dataDirectory == "/home/dana/.local/share/cairn")
    }

    @Test func theCommandLineWinsThenTheEnvironmentThenTheFile() throws {
        let file = #"{"port": 1, "region": "eu-west-1", "account": "222233334444"}"#
        let environment = ["CAIRN_PORT": "2", "CAIRN_REGION": "eu-west-2"]
        let result = try configuration(["port": "3"], environment: environment, file: file)
        #expect(result.port == 3)
        #expect(result.region == "eu-west-2")
        #expect(result.account == "222233334444")
    }

    @Test func flagsAndDurationsAndSizesAreReadFromEverySource() throws {
        let result = try configuration(
            ["in-memory": "true"], environment: ["CAIRN_TAP_LIMIT": "64KiB"],
            file: #"{"record-data-events": true, "retention": "7d"}"#)
        #expect(result.isInMemory && result.recordsDataEvents)
        #expect(result.limits.tapBytes == 65_536)
        #expect(result.retention == .seconds(604_800))
    }

    @Test(arguments: [
        ("port", "70000", "a whole number from 0 to 65535"), ("fsync", "often", "one of always, interval, never"),
        ("on-journal-failure", "x", "one of reject, forward"), ("account", "12", "an account of 12 digits"),
        ("upstream", "127.0.0.1:5000", "a URL such as http://127.0.0.1:5000"), ("in-memory", "maybe", "true or false"),
        ("retention", "soon", "a duration"), ("tap-limit", "much", "a size"), ("log-level", "loud", "one of trace"),
    ])
    func aValueThatCannotBeUsedIsNamedWithWhatIsAllowed(option: String, value: String, allowed: String) {
        let error = #expect(throws: ConfigurationError.self) { try configuration([option: value]) }
        #expect(error?.origin == "--\(option)")
        #expect(error?.message.contains(allowed) == true)
        #expect(error?.message.contains(value) == true)
    }

    @Test func theOriginOfABadValueIsTheVariableOrTheKey() {
        let variable = #expect(throws: ConfigurationError.self) { try configuration(environment: ["CAIRN_PORT": "x"]) }
        #expect(variable?.origin == "CAIRN_PORT")
        let key = #expect(throws: ConfigurationError.self) { try configuration(file: #"{"port": []}"#) }
        #expect(key?.origin.hasSuffix("key 'port'") == true)
    }

    @Test(arguments: [#"{"prot": 1}"#, "[]", "{", ""])
    func aFileThatIsNotUnderstoodIsRefused(file: String) {
        #expect(throws: ConfigurationError.self) { try configuration(file: file) }
    }

    @Test func aMissingFileIsRefused() {
        #expect(throws: ConfigurationError.self) {
            try ServerConfiguration(commandLine: [:], environment: [:], configurationFile: "/nowhere/cairn.json")
        }
    }

    @Test func identitiesAreReadByTheirType() throws {
        let file = """
            {"identities": [
              {"accessKeyId": "A", "type": "IAMUser", "accountId": "222233334444", "userName": "dana", "path": "/ops/"},
              {"accessKeyId": "B", "type": "Root", "accountId": "222233334444"},
              {"accessKeyId": "C", "type": "AssumedRole", "roleArn": "arn:aws:iam::222233334444:role/r", "sessionName": "s"}
            ]}
            """
        let identities = try IdentityConfiguration.read(try configuration(file: file).identities)
        #expect(identities["A"]?.arn == "arn:aws:iam::222233334444:user/ops/dana")
        #expect(identities["B"]?.arn == "arn:aws:iam::222233334444:root")
        #expect(identities["C"]?.arn == "arn:aws:sts::222233334444:assumed-role/r/s")
    }

    @Test(arguments: [
        (#"{"type": "Root", "accountId": "222233334444"}"#, "identities[0].accessKeyId"),
        (#"{"accessKeyId": "A", "type": "Robot"}"#, "identities[0].type"),
        (#"{"accessKeyId": "A", "type": "Root", "accountId": "1"}"#, "identities[0].accountId"),
        (#"{"accessKeyId": "A", "type": "AssumedRole", "roleArn": "r", "sessionName": "s"}"#, "identities[0].roleArn"),
    ])
    func anIdentityThatDoesNotFitNamesItsMember(entry: String, origin: String) throws {
        let identities = try configuration(file: #"{"identities": [\#(entry)]}"#).identities
        let error = #expect(throws: ConfigurationError.self) { try IdentityConfiguration.read(identities) }
        #expect(error?.origin == origin)
    }

    @Test(arguments: [("127.0.0.1", true), ("localhost", true), ("::1", true), ("0.0.0.0", false), ("10.0.0.1", false)])
    func loopbackIsRecognised(host: String, isLoopback: Bool) throws {
        #expect(try configuration(["host": host]).isLoopback == isLoopback)
    }
}
