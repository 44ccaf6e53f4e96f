import Testing

@testable import CairnAWSClient

@Suite struct SharedConfigTests {
    @Test(arguments: [
        ("[a]\nk = v", "a", ["k": "v"]),
        ("[a]\r\nK=v=w \r\n", "a", ["k": "v=w"]),
        ("[ profile \t dev ]\nk=v", "profile dev", ["k": "v"]),
        ("# c\n; c\n[a] ; c\nk = v # c\nl = v#d\nm = v ; c", "a", ["k": "v", "l": "v#d", "m": "v"]),
        ("[a]\nk = one\n  two\n", "a", ["k": "one\ntwo"]),
        ("[a]\nk=1\n[b]\nk=2\n[a]\nl=3\nk=4", "a", ["k": "4", "l": "3"]),
        ("k=0\n[a\n[a]\nnothing\n= v\nk=", "a", ["k": ""]),
        ("[a]\nk=v\n\n  # c\n   more", "a", ["k": "v\nmore"]),
    ])
    func linesBecomeSettings(text: String, section: String, values: [String: String]) {
        #expect(ConfigFile(text).sections[section]?.values == values)
    }

    @Test func indentedSettingsAreNested() {
        let file = ConfigFile(
            """
            [services s]
            s3 =
              endpoint_url = http://a # c
              Other = x
            sns =
                endpoint_url=http://b
            """)
        #expect(
            file.sections["services s"]?.nested == [
                "s3": ["endpoint_url": "http://a", "other": "x"], "sns": ["endpoint_url": "http://b"],
            ])
    }

    private static func config(_ files: [String: String], _ environment: [String: String] = [:]) -> SharedConfig {
        var environment = environment
        environment["HOME"] = "/home/u"
        return SharedConfig(environment: environment) { files[$0].map { Array($0.utf8) } }
    }

    @Test func credentialsFileWinsOverConfig() {
        let config = Self.config([
            "/home/u/.aws/config": "[profile dev]\nregion = eu-west-1\naws_access_key_id = old",
            "/home/u/.aws/credentials": "[dev]\naws_access_key_id = new\n[other]\nk = v",
        ])
        #expect(config.profile("dev")?["region"] == "eu-west-1")
        #expect(config.profile("dev")?["aws_access_key_id"] == "new")
        #expect(config.profile("other")?["k"] == "v")
        #expect(config.profile("none") == nil)
    }

    @Test func defaultProfileHasTwoNames() {
        #expect(Self.config(["/home/u/.aws/config": "[default]\nk = a"]).profile("default")?["k"] == "a")
        let both = Self.config(["/home/u/.aws/config": "[default]\nk = a\n[profile default]\nk = b"])
        #expect(both.profile("default")?["k"] == "b")
        #expect(Self.config(["/home/u/.aws/config": "[dev]\nk = a"]).profile("dev") == nil)
    }

    @Test func filesAreWhereTheEnvironmentSays() {
        let config = Self.config(
            ["/c": "[profile p]\nk = c", "/home/u/s": "[p]\nl = s"],
            ["AWS_CONFIG_FILE": "/c", "AWS_SHARED_CREDENTIALS_FILE": "~/s", "AWS_PROFILE": "p"])
        #expect(config.activeProfileName == "p")
        #expect(config.profile("p")?.values == ["k": "c", "l": "s"])
    }

    @Test func clientReadsRegionFromEnvironmentThenProfile() {
        let config = Self.config(["/home/u/.aws/config": "[default]\nregion = r3"])
        for (environment, region) in [
            (["AWS_REGION": "r1", "AWS_DEFAULT_REGION": "r2"], "r1"), (["AWS_DEFAULT_REGION": "r2"], "r2"),
            (["AWS_REGION": ""], "r3"),
        ] {
            #expect(AWSClient.Configuration(environment: environment, config: config).region == region)
        }
    }
}
