import CairnAWSClient
import CairnModel
import CairnSigning
import Testing

@Suite struct ProfileCredentialsTests {
    private static let config = """
        [profile keys]
        aws_access_key_id = KEYS
        aws_secret_access_key = s
        [profile role]
        role_arn = arn:aws:iam::1:role/ROLE
        source_profile = keys
        external_id = e
        duration_seconds = 900
        region = eu-west-1
        [profile chained]
        role_arn = arn:aws:iam::1:role/CHAINED
        source_profile = role
        [profile self]
        role_arn = arn:aws:iam::1:role/SAME
        source_profile = self
        aws_access_key_id = OWN
        aws_secret_access_key = s
        [profile env]
        role_arn = arn:aws:iam::1:role/ENV
        credential_source = Environment
        [profile web]
        role_arn = arn:aws:iam::1:role/WEB
        web_identity_token_file = /token
        [profile process]
        credential_process = helper --json "a b"
        [profile a]
        role_arn = arn:aws:iam::1:role/A
        source_profile = b
        [profile b]
        role_arn = arn:aws:iam::1:role/B
        source_profile = a
        [profile mfa]
        role_arn = arn:aws:iam::1:role/MFA
        source_profile = keys
        mfa_serial = arn:aws:iam::1:mfa/u
        [profile both]
        role_arn = arn:aws:iam::1:role/BOTH
        source_profile = keys
        credential_source = Environment
        [profile alone]
        role_arn = arn:aws:iam::1:role/ALONE
        [profile lost]
        role_arn = arn:aws:iam::1:role/LOST
        source_profile = nowhere
        [profile odd]
        role_arn = arn:aws:iam::1:role/ODD
        credential_source = Moon
        [profile failing]
        credential_process = false
        [profile empty]
        region = x
        [profile hollow]
        role_arn = arn:aws:iam::1:role/HOLLOW
        source_profile = empty
        """

    private static let fixture: CredentialFixture = {
        var fixture = CredentialFixture()
        fixture.environment = ["AWS_ACCESS_KEY_ID": "OUTER", "AWS_SECRET_ACCESS_KEY": "s"]
        fixture.files = ["/h/.aws/config": config, "/token": "jwt"]
        fixture.commands = [
            #"helper --json "a b""#: #"{"Version":1,"AccessKeyId":"PROCESS","SecretAccessKey":"s","SessionToken":"p"}"#
        ]
        fixture.route = CredentialFixture.securityTokenService
        return fixture
    }()

    @Test(arguments: [
        ("keys", "KEYS"), ("role", "ROLE-by-KEYS"), ("chained", "CHAINED-by-ROLE-by-KEYS"), ("self", "SAME-by-OWN"),
        ("env", "ENV-by-OUTER"), ("web", "WEB-by-jwt"), ("process", "PROCESS"),
    ])
    func profilesLeadToCredentials(profile: String, key: String) async throws {
        #expect(try await Self.fixture.load(profile: profile).keys?.accessKeyID == key)
    }

    @Test func settingsOfTheRoleAreSent() async throws {
        let request = try #require(try await Self.fixture.load(profile: "role").requests.first)
        #expect(request.url == "https://sts.eu-west-1.amazonaws.com/")
        for part in ["Action=AssumeRole", "ExternalId=e", "DurationSeconds=900", "RoleSessionName=cairn"] {
            #expect(request.bodyText.contains(part))
        }
    }

    @Test(arguments: [
        ("a", "Its source profiles go round in a circle: a → b → a"),
        ("mfa", "Its role needs a code (mfa_serial), which a service cannot be asked for"),
        ("both", "It has both source_profile and credential_source"),
        ("alone", "Its role_arn needs a source_profile or a credential_source"),
        ("lost", "There is no source_profile 'nowhere'"), ("odd", "'Moon' is no credential_source"),
        ("hollow", "Its source_profile 'empty' has no credentials"), ("failing", "failed"),
        ("none", "No shared file has it"),
    ])
    func mistakesAreSaid(profile: String, message: String) async {
        let error = await #expect(throws: CredentialError.self) { try await Self.fixture.load(profile: profile) }
        #expect(error?.message == message)
    }

    private static func signedOn(
        _ config: String, cacheName: String, expiresAt: String = "2026-12-01T00:00:00Z"
    ) -> CredentialFixture {
        var fixture = CredentialFixture()
        fixture.files = [
            "/h/.aws/config": config,
            "/h/.aws/sso/cache/\(cacheName).json": #"{"accessToken":"tok","expiresAt":"\#(expiresAt)"}"#,
        ]
        fixture.route = { request in
            guard request.headers["x-amz-sso_bearer_token"] == "tok", request.headers["Authorization"] == nil else {
                return .response(401)
            }
            guard request.url.hasPrefix("https://portal.sso.eu-west-1.amazonaws.com/federation/credentials?"),
                request.url.contains("role_name=r"), request.url.contains("account_id=1")
            else { return .response(404) }
            let answer = """
                {"roleCredentials":{"accessKeyId":"SSO","secretAccessKey":"s","sessionToken":"t",\
                "expiration":1796083200000}}
                """
            return .response(200, [:], answer)
        }
        return fixture
    }

    private static let session = """
        [profile p]
        sso_session = corp
        sso_account_id = 1
        sso_role_name = r
        [sso-session corp]
        sso_region = eu-west-1
        sso_start_url = https://corp.example
        """

    // The names of the files are the SHA-1 of the session's name, and of the start URL.
    @Test(arguments: [
        (session, "ee0bfd2552fbd840c02cc48b6e823320543c450f"),
        (
            """
            [profile p]
            sso_start_url = https://corp.example
            sso_region = eu-west-1
            sso_account_id = 1
            sso_role_name = r
            """, "bf76a79a0d2919005ac43fa78017635692db6d30"
        ),
    ])
    func tokenOfTheSignOnIsExchanged(config: String, cacheName: String) async throws {
        let fixture = Self.signedOn(config, cacheName: cacheName)
        #expect(try await fixture.load(profile: "p").keys?.accessKeyID == "SSO")
    }

    @Test func signOnThatIsOverIsSaid() async {
        let name = "ee0bfd2552fbd840c02cc48b6e823320543c450f"
        for (fixture, message) in [
            (Self.signedOn(Self.session, cacheName: name, expiresAt: "2020-01-01T00:00:00Z"), "expired"),
            (Self.signedOn(Self.session, cacheName: "other"), "There is no SSO token"),
            (Self.signedOn("[profile p]\nsso_account_id = 1", cacheName: name), "sso_role_name"),
            (
                Self.signedOn("[profile p]\nsso_session = x\nsso_account_id=1\nsso_role_name=r", cacheName: name),
                "[sso-session x]"
            ),
        ] {
            let error = await #expect(throws: CredentialError.self) { try await fixture.load(profile: "p") }
            #expect(error?.message.contains(message) == true)
        }
    }
}
