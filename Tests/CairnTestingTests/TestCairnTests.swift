import CairnAPI
import CairnModel
import CairnObjects
import CairnServer
import CairnTesting
import Testing

@Suite struct TestCairnTests {
    static let createUser = TestEvent("CreateUser", source: "iam.amazonaws.com", user: "ann")

    @Test func injectedEventsAreFound() async throws {
        try await withCairn(listens: false) { cairn in
            try await cairn.inject(
                Self.createUser, TestEvent("ListUsers", source: "iam.amazonaws.com", isReadOnly: true))
            let found = try await cairn.expect(EventCriteria(eventName: "CreateUser", user: "ann"))
            #expect(found.count == 1)
            let answer = try await cairn.api().lookupEvents(
                LookupEventsRequest(lookupAttributes: [
                    LookupAttribute(attributeKey: .readOnly, attributeValue: "false")
                ]))
            #expect(answer.events?.map(\.eventName) == ["CreateUser"])
        }
    }

    @Test func callsWithoutASocketAreRecordedToo() async throws {
        try await withCairn(listens: false) { cairn in
            await #expect(throws: CloudTrailError.self) {
                try await cairn.api(region: "eu-west-1").getTrail(GetTrailRequest(name: "nothing"))
            }
            let events = try await cairn.expect(
                EventCriteria(eventName: "GetTrail", errorCode: "TrailNotFoundException"))
            #expect(events.first?["awsRegion"]?.stringValue == "eu-west-1")
            #expect(events.first?["requestParameters"]?["name"]?.stringValue == "nothing")
        }
    }

    @Test func anUnmetExpectationSaysWhatWasWanted() async throws {
        try await withCairn(listens: false) { cairn in
            await #expect(throws: UnmetExpectation.self) {
                try await cairn.expect(EventCriteria(eventName: "Nothing"), within: .milliseconds(20))
            }
            try await cairn.expectNone(EventCriteria(eventName: "Nothing"), within: .milliseconds(20))
            try await cairn.inject(Self.createUser)
            await #expect(throws: UnmetExpectation.self) {
                try await cairn.expectNone(EventCriteria(eventName: "CreateUser"), within: .seconds(5))
            }
        }
    }

    @Test func trailsDeliverByTheTestsClock() async throws {
        try await withCairn(listens: false) { cairn in
            try await Self.makeTrail(cairn)
            try await cairn.inject(Self.createUser)
            let early = try await cairn.records(in: "audit")
            #expect(early.isEmpty)
            let records = try await cairn.delivered(2, to: "audit")
            #expect(records.compactMap { $0["eventName"]?.stringValue } == ["StartLogging", "CreateUser"])
        }
    }

    @Test func deliveriesThatFailComeLater() async throws {
        try await withCairn(listens: false) { cairn in
            try await Self.makeTrail(cairn)
            cairn.failures.refuseDeliveries()
            try await cairn.inject(Self.createUser)
            #expect(try await Self.deliveryError(cairn) == "ServiceUnavailable")
            await #expect(throws: UndeliveredRecords.self) {
                try await cairn.delivered(1, to: "audit", within: .milliseconds(100))
            }
            cairn.failures.heal()
            try await cairn.delivered(2, to: "audit")
        }
    }

    @Test func callsAreAnsweredWithTheErrorsThatAreSwitchedOn() async throws {
        try await withCairn(listens: false) { cairn in
            cairn.failures.answer("ListTrails", with: CloudTrailError(.throttling, "slow down"), times: 2)
            for _ in 1...2 {
                await #expect(throws: CloudTrailError(.throttling, "slow down")) {
                    try await cairn.api().listTrails(ListTrailsRequest())
                }
            }
            _ = try await cairn.api().listTrails(ListTrailsRequest())
        }
    }

    @Test func accountsAndRegionsAreApart() async throws {
        try await withCairn(listens: false) { cairn in
            try await Self.makeTrail(cairn)
            let other = try await cairn.api(account: "222233334444").listTrails(ListTrailsRequest())
            #expect(other.trails?.isEmpty ?? true)
        }
    }

    @Test func aResetHidesEventsAndRemovesTrails() async throws {
        try await withCairn(listens: false) { cairn in
            try await Self.makeTrail(cairn)
            try await cairn.inject(Self.createUser)
            try await cairn.reset()
            try await cairn.expectNone(EventCriteria(eventName: "CreateUser"), within: .milliseconds(20))
            let trails = try await cairn.api().listTrails(ListTrailsRequest()).trails
            #expect(trails?.isEmpty ?? true)
        }
    }

    /// Moves the clock until a delivery has failed; says why.
    static func deliveryError(_ cairn: TestCairn) async throws -> String? {
        for _ in 1...1000 {
            let status = try await cairn.api().getTrailStatus(GetTrailStatusRequest(name: "trail"))
            if let error = status.latestDeliveryError, !error.isEmpty { return error }
            cairn.clock.advance(by: .seconds(300))
            try await Task.sleep(for: .milliseconds(20))
        }
        return nil
    }

    static func makeTrail(_ cairn: TestCairn) async throws {
        try await cairn.makeBucket("audit")
        _ = try await cairn.api().createTrail(CreateTrailRequest(name: "trail", s3BucketName: "audit"))
        _ = try await cairn.api().startLogging(StartLoggingRequest(name: "trail"))
    }
}
