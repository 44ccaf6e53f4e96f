import CairnModel
import CairnSigning
import Testing

@Suite struct SignatureReplayGuardTests {
    static let now: Double = 1_770_091_506

    static func verified(_ name: String = "a", at time: Double = now, expires: Int? = nil) throws -> VerifiedSignature {
        let credentials = SigningCredentials(accessKeyID: "A", secretAccessKey: "s")
        var target = "/" + name
        var headers: HeaderFields = ["Host": "h"]
        if let expires {
            target = SigV4.presign(
                method: "POST", target: target, host: "h", credentials: credentials, region: "us-east-1",
                service: "cloudtrail", at: time, expiresInSeconds: expires)
        } else {
            headers =
                SigV4.sign(
                    method: "POST", target: target, headers: headers, payload: .bytes([]), credentials: credentials,
                    region: "us-east-1", service: "cloudtrail", at: time
                ).headers
        }
        return try SignatureVerifier().verify(
            method: "POST", target: target, headers: headers, body: [], secretAccessKey: "s", now: time)
    }

    @Test func refusesTheSameRequestAsLongAsItIsValid() throws {
        let replays = SignatureReplayGuard()
        let request = try Self.verified()
        try replays.admit(request, now: Self.now)
        for later in [0.0, 1, 600, 900] {
            #expect(throws: SignatureError(.replayed, "")) { try replays.admit(request, now: Self.now + later) }
        }
        #expect(replays.count == 1)
    }

    @Test func takesOtherAttemptsWithOneSignatureForAMoment() throws {
        let replays = SignatureReplayGuard()
        let request = try Self.verified()
        try replays.admit(request, attempt: "call 1", now: Self.now)
        try replays.admit(request, attempt: "call 2", now: Self.now + 1)
        let replayed = SignatureError(.replayed, "")
        #expect(throws: replayed) { try replays.admit(request, attempt: "call 1", now: Self.now + 1) }
        #expect(throws: replayed) { try replays.admit(request, attempt: "call 2", now: Self.now + 2) }
        #expect(throws: replayed) { try replays.admit(request, now: Self.now + 2) }
        #expect(throws: replayed) { try replays.admit(request, attempt: "call 3", now: Self.now + 6) }
        for later in [60.0, 120, 180, 890] {
            for attempt in ["call 1", "call 2", "call 4"] {
                #expect(throws: replayed) { try replays.admit(request, attempt: attempt, now: Self.now + later) }
            }
        }
        #expect(replays.count == 1)
    }

    @Test func takesWhatIsSignedAnew() throws {
        let replays = SignatureReplayGuard()
        try replays.admit(try Self.verified(), now: Self.now)
        try replays.admit(try Self.verified(at: Self.now + 1), now: Self.now + 1)
        try replays.admit(try Self.verified("b"), now: Self.now)
        #expect(replays.count == 3)
    }

    @Test func remembersAPresignedURLAsLongAsItIsValid() throws {
        let replays = SignatureReplayGuard()
        let request = try Self.verified(expires: 604_800)
        try replays.admit(request, now: Self.now)
        #expect(throws: SignatureError(.replayed, "")) { try replays.admit(request, now: Self.now + 604_000) }
    }

    @Test func forgetsWhatIsNotTakenAnyMore() throws {
        let replays = SignatureReplayGuard()
        for index in 0..<100 { try replays.admit(try Self.verified("\(index)"), now: Self.now) }
        #expect(replays.count == 100)
        try replays.admit(try Self.verified("later", at: Self.now + 1000), now: Self.now + 1000)
        #expect(replays.count == 1)
    }

    @Test func refusesRatherThanForgetsWhenItIsFull() throws {
        let replays = SignatureReplayGuard(capacity: 2)
        let first = try Self.verified("1")
        try replays.admit(first, now: Self.now)
        try replays.admit(try Self.verified("2"), now: Self.now)
        #expect(throws: SignatureError(.overloaded, "")) { try replays.admit(try Self.verified("3"), now: Self.now) }
        #expect(throws: SignatureError(.replayed, "")) { try replays.admit(first, now: Self.now) }
        try replays.admit(try Self.verified("3"), now: Self.now + 1000)
    }

    @Test func aClockThatIsSetBackForgetsNothing() throws {
        let replays = SignatureReplayGuard()
        let request = try Self.verified()
        try replays.admit(request, now: Self.now)
        #expect(throws: SignatureError(.replayed, "")) { try replays.admit(request, now: Self.now - 100_000) }
    }
}
