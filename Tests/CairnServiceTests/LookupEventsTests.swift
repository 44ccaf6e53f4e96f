import CairnAPI
import CairnModel
import CairnService
import CairnStore
import Testing

@Suite struct LookupEventsTests {
    private static let time = Int64(TestService.now)

    private static func history(count: Int) -> FakeHistory {
        FakeHistory((0..<count).map { .event(at: time - Int64($0 / 3), sequence: UInt64(1000 - $0)) })
    }

    @Test func eventHoldsWhatTheRecordSays() async throws {
        let test = TestService(Self.history(count: 1))
        let answer = try await test.lookup(LookupEventsRequest())
        let event = try #require(answer.events?.first)
        #expect(event.eventId == "event-1000")
        #expect(event.eventName == "DeleteTrail")
        #expect(event.readOnly == "false")
        #expect(event.accessKeyId == "AKIAEXAMPLE000000001")
        #expect(event.eventTime?.epochSeconds == TestService.now)
        #expect(event.eventSource == "cloudtrail.amazonaws.com")
        #expect(event.username == "dana")
        #expect(event.cloudTrailEvent?.contains(#""name":"audit \"1\"""#) == true)
        #expect(answer.nextToken == nil)
    }

    @Test func questionGoesToTheHistoryWhole() async throws {
        let test = TestService()
        _ = try await test.lookup(
            LookupEventsRequest(
                lookupAttributes: [CairnAPI.LookupAttribute(attributeKey: .eventName, attributeValue: "RunInstances")],
                startTime: Timestamp(epochSeconds: TestService.now - 60.5),
                endTime: Timestamp(epochSeconds: TestService.now - 1), eventCategory: .insight, maxResults: 7
            )
        )
        let query = try #require(test.history.asked.first)
        #expect(query.account == "222233334444")
        #expect(query.region == "eu-west-1")
        #expect(query.category == .insight)
        #expect(query.filter == .init(.eventName, "RunInstances"))
        #expect(query.times == (TestService.now - 60.5)...(TestService.now - 1))
        #expect(query.limit == 7)
        #expect(query.after == nil)
    }

    @Test func withoutParametersItIsFiftyManagementEventsOfNinetyDays() async throws {
        let test = TestService()
        _ = try await test.lookup(LookupEventsRequest())
        let query = try #require(test.history.asked.first)
        #expect(query.category == .management)
        #expect(query.filter == nil)
        #expect(query.limit == 50)
        #expect(query.times == (TestService.now - 90 * 86_400)...TestService.now)
    }

    @Test func startBeforeNinetyDaysAgoIsMovedThere() async throws {
        let test = TestService()
        _ = try await test.lookup(LookupEventsRequest(startTime: Timestamp(epochSeconds: 0)))
        #expect(test.history.asked.first?.times.lowerBound == TestService.now - 90 * 86_400)
    }

    @Test(arguments: [(nil, 100.0), (0.0, 100.0), (TestService.now + 5, nil)] as [(Double?, Double?)])
    func rangeOutsideTheHistoryIsEmpty(start: Double?, end: Double?) async throws {
        let test = TestService(Self.history(count: 3))
        let answer = try await test.lookup(
            LookupEventsRequest(
                startTime: start.map(Timestamp.init(epochSeconds:)), endTime: end.map(Timestamp.init(epochSeconds:))
            )
        )
        #expect(answer.events == [])
        #expect(answer.nextToken == nil)
    }

    @Test(arguments: LookupAttributeKey.knownValues)
    func everyAttributeIsPassedOn(key: LookupAttributeKey) async throws {
        let test = TestService()
        let attribute = CairnAPI.LookupAttribute(attributeKey: key, attributeValue: "true")
        _ = try await test.lookup(LookupEventsRequest(lookupAttributes: [attribute]))
        #expect(test.history.asked.first?.filter?.attribute.name == key.rawValue)
        #expect(test.history.asked.first?.filter?.value == "true")
    }

    @Test(arguments: [
        (String(repeating: "a", count: 2000), true), (String(repeating: "a", count: 2001), false),
        (String(repeating: "_", count: 1000), true), (String(repeating: "_", count: 1001), false),
        (String(repeating: " ", count: 1000), true), (String(repeating: ",", count: 1001), false),
        (String(repeating: "\n", count: 1001), false), (String(repeating: "a_", count: 667), false),
        (String(repeating: "a_", count: 666) + "aa", true), ("", false), (String(repeating: "é", count: 2000), true),
    ])
    func lengthOfAValueCountsSomeCharactersTwice(value: String, isAllowed: Bool) async throws {
        let attribute = CairnAPI.LookupAttribute(attributeKey: .resourceName, attributeValue: value)
        let request = LookupEventsRequest(lookupAttributes: [attribute])
        if isAllowed {
            _ = try await TestService().lookup(request)
        } else {
            await #expect(throws: CloudTrailError(.invalidLookupAttributes, "")) {
                try await TestService().lookup(request)
            }
        }
    }

    @Test(arguments: [
        (
            #"{"LookupAttributes":[{"AttributeKey":"EventName","AttributeValue":"a"},"#
                + #"{"AttributeKey":"Username","AttributeValue":"b"}]}"#, "InvalidLookupAttributesException"
        ),
        (
            #"{"LookupAttributes":[{"AttributeKey":"eventName","AttributeValue":"a"}]}"#,
            "InvalidLookupAttributesException"
        ),
        (
            #"{"LookupAttributes":[{"AttributeKey":"ReadOnly","AttributeValue":"True"}]}"#,
            "InvalidLookupAttributesException"
        ),
        (#"{"LookupAttributes":[{"AttributeKey":"ReadOnly"}]}"#, "ValidationException"),
        (#"{"StartTime":1772359502,"EndTime":1772359501}"#, "InvalidTimeRangeException"),
        (#"{"MaxResults":0}"#, "InvalidMaxResultsException"),
        (#"{"MaxResults":51}"#, "InvalidMaxResultsException"),
        (#"{"MaxResults":-1}"#, "InvalidMaxResultsException"),
        (#"{"NextToken":""}"#, "InvalidNextTokenException"),
        (#"{"NextToken":"AQAAAAA="}"#, "InvalidNextTokenException"),
        (#"{"EventCategory":"Insight"}"#, "InvalidEventCategoryException"),
        (#"{"EventCategory":"management"}"#, "InvalidEventCategoryException"),
        (#"{"EventCategory":""}"#, "InvalidEventCategoryException"),
        (#"{"MaxResults":"5"}"#, "SerializationException"),
        (#"{"StartTime":true}"#, "SerializationException"),
        (#"{"LookupAttributes":{}}"#, "SerializationException"),
        (#"{"LookupAttributes":[null]}"#, "SerializationException"),
    ])
    func badRequestsHaveTheirOwnErrors(body: String, code: String) async throws {
        let answer = await TestService().send("LookupEvents", body)
        #expect(answer.status == 400)
        #expect(answer.error?.code.rawValue == code)
        #expect(try JSON(parsing: answer.body)["__type"] == .string(code))
    }

    @Test func startAtTheEndIsAllowed() async throws {
        let test = TestService(Self.history(count: 6))
        let time = Timestamp(epochSeconds: TestService.now)
        let answer = try await test.lookup(LookupEventsRequest(startTime: time, endTime: time))
        #expect(answer.events?.count == 3)
    }

    @Test func failureOfTheHistoryIsAnInternalFailure() async throws {
        let test = TestService(FakeHistory(isFailing: true))
        let answer = await test.send("LookupEvents", "{}")
        #expect(answer.status == 500)
        #expect(answer.error == CloudTrailError(.internalFailure, ""))
    }
}
