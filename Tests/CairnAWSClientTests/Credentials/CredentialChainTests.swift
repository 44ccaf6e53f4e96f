import CairnAWSClient
import CairnModel
import CairnSigning
import Testing

@Suite struct CredentialChainTests {
    /// Everything at once; what is taken away shows what comes next.
    private static let everything: CredentialFixture = {
        var fixture = CredentialFixture()
        fixture.environment = [
            "AWS_ACCESS_KEY_ID": "ENV", "AWS_SECRET_ACCESS_KEY": "s", "AWS_SESSION_TOKEN": "t",
            "AWS_ROLE_ARN": "arn:aws:iam::1:role/WEB", "AWS_WEB_IDENTITY_TOKEN_FILE": "/token",
            "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/container",
        ]
        fixture.files = [
            "/token": "jwt\n",
            "/h/.aws/credentials": "[default]\naws_access_key_id = PROFILE\naws_secret_access_key = s",
        ]
        fixture.route = { request in
            if request.url.contains("sts.") { return CredentialFixture.securityTokenService(request) }
            if request.url == "http://169.254.170.2/container" {
                return .response(200, [:], CredentialFixture.metadata("CONTAINER"))
            }
            return .response(
                200, [:], request.url.hasSuffix("/INSTANCE") ? CredentialFixture.metadata("INSTANCE") : "INSTANCE")
        }
        return fixture
    }()

    @Test func sourcesAreAskedInOrder() async throws {
        var fixture = Self.everything
        #expect(
            try await fixture.load().keys
                == SigningCredentials(accessKeyID: "ENV", secretAccessKey: "s", sessionToken: "t"))
        fixture.environment["AWS_ACCESS_KEY_ID"] = ""
        #expect(try await fixture.load().keys?.accessKeyID == "WEB-by-jwt")
        fixture.environment["AWS_WEB_IDENTITY_TOKEN_FILE"] = nil
        #expect(try await fixture.load().keys?.accessKeyID == "PROFILE")
        fixture.files["/h/.aws/credentials"] = nil
        #expect(try await fixture.load().keys?.accessKeyID == "CONTAINER")
        fixture.environment["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] = nil
        #expect(try await fixture.load().keys?.accessKeyID == "INSTANCE")
        fixture.environment["AWS_EC2_METADATA_DISABLED"] = "true"
        #expect(try await fixture.load().keys == nil)
    }

    @Test func profileAskedForByNameComesFirst() async throws {
        let fixture = Self.everything
        #expect(try await fixture.load(profile: "default").keys?.accessKeyID == "PROFILE")
        await #expect(throws: CredentialError.self) { try await fixture.load(profile: "none") }
    }

    @Test func nothingAnywhereIsNoError() async throws {
        #expect(try await CredentialFixture().load().keys == nil)
    }

    @Test func brokenSourceStopsTheChain() async {
        var fixture = Self.everything
        fixture.environment["AWS_ACCESS_KEY_ID"] = nil
        fixture.files["/token"] = nil
        let error = await #expect(throws: CredentialError.self) { try await fixture.load() }
        #expect(error?.message == "There is no token in /token")
    }
}
