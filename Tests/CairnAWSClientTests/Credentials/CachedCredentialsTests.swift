import CairnAWSClient
import CairnModel
import CairnSigning
import Testing

@Suite struct CachedCredentialsTests {
    private let clock = ManualClock(1000)

    private func tokens(_ cached: CachedCredentials, at time: Double) async throws -> String? {
        clock.set(time)
        return try await cached.credentials()?.sessionToken
    }

    @Test func credentialsAreRenewedBeforeTheyExpire() async throws {
        let clock = clock
        let source = CountingSource { .numbered($0, expiration: clock.now() + 3600) }
        let cached = CachedCredentials(source, clock: clock)
        for (time, token) in [(1000.0, "token 1"), (4299, "token 1"), (4300, "token 2"), (7000, "token 2")] {
            #expect(try await tokens(cached, at: time) == token)
        }
        #expect(source.count == 2)
    }

    @Test func shortLivedOnesAreKeptForHalfTheirLife() async throws {
        let clock = clock
        let cached = CachedCredentials(CountingSource { .numbered($0, expiration: clock.now() + 100) }, clock: clock)
        for (time, token) in [(1000.0, "token 1"), (1049, "token 1"), (1050, "token 2")] {
            #expect(try await tokens(cached, at: time) == token)
        }
    }

    @Test func lastingOnesAreFetchedOnce() async throws {
        let cached = CachedCredentials(CountingSource { .numbered($0) }, clock: clock)
        for time in [1000.0, 1e9] { #expect(try await tokens(cached, at: time) == "token 1") }
    }

    @Test func failedRenewalKeepsWhatIsStillGood() async throws {
        let source = CountingSource { count throws(CredentialError) in
            if count > 1 { throw CredentialError("test", "broken") }
            return .numbered(count, expiration: 2000)
        }
        let cached = CachedCredentials(source, clock: clock)
        for time in [1000.0, 1701, 1702, 1999] { #expect(try await tokens(cached, at: time) == "token 1") }
        #expect(source.count == 3)
        await #expect(throws: CredentialError.self) { try await tokens(cached, at: 2000) }
    }

    @Test func noneIsBelievedForAMinute() async throws {
        let source = CountingSource { $0 == 1 ? nil : .numbered($0) }
        let cached = CachedCredentials(source, clock: clock)
        for (time, token) in [(1000.0, nil), (1059, nil), (1060, "token 2")] {
            #expect(try await tokens(cached, at: time) == token)
        }
    }

    @Test func manyWaitForOneFetch() async throws {
        let source = CountingSource()
        let cached = CachedCredentials(source, clock: clock)
        let tokens = try await withThrowingTaskGroup(of: String?.self) { group in
            for _ in 0..<50 { group.addTask { try await cached.credentials()?.sessionToken } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(tokens == Array(repeating: "token 1", count: 50))
        #expect(source.count == 1)
    }

    @Test func refusedKeysAreNotGivenAgain() async throws {
        let cached = CachedCredentials(CountingSource(), clock: clock)
        let first = try #require(try await cached.credentials())
        await cached.invalidate(SigningCredentials(accessKeyID: "other", secretAccessKey: ""))
        #expect(try await cached.credentials() == first)
        await cached.invalidate(first)
        #expect(try await cached.credentials()?.sessionToken == "token 2")
    }
}
