import CairnAPI
import CairnModel
import CairnSelectors
import CairnTrails
import Testing

@Suite struct SelectorCoverageTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let selectors: EventSelectors
        let writes: Bool
        let reads: Bool
        let data: Bool

        var testDescription: String { "\(selectors.json)" }

        static func basic(
            _ type: ReadWriteType?, management: Bool? = nil, resources: [String]? = nil, _ covered: (Bool, Bool, Bool)
        ) -> Self {
            let selector = EventSelector(
                readWriteType: type, includeManagementEvents: management,
                dataResources: resources.map { [DataResource(type: "AWS::S3::Object", values: $0)] }
            )
            return Self(selectors: .basic([selector]), writes: covered.0, reads: covered.1, data: covered.2)
        }

        static func advanced(_ fields: [(String, [String])], _ covered: (Bool, Bool, Bool)) -> Self {
            let selector = AdvancedEventSelector(
                fieldSelectors: fields.map { AdvancedFieldSelector(field: $0.0, equals: $0.1) }
            )
            return Self(selectors: .advanced([selector]), writes: covered.0, reads: covered.1, data: covered.2)
        }
    }

    @Test(arguments: [
        Case(selectors: .standard, writes: true, reads: true, data: false),
        .basic(nil, (true, true, false)), .basic(.readOnly, (false, true, false)),
        .basic(.writeOnly, (true, false, false)), .basic(.all, management: false, (false, false, false)),
        .basic(.all, management: false, resources: ["arn:aws:s3"], (false, false, true)),
        .basic(.all, resources: [], (true, true, false)),
        .advanced([("eventCategory", ["Management"])], (true, true, false)),
        .advanced([("eventCategory", ["Management"]), ("readOnly", ["true"])], (false, true, false)),
        .advanced([("eventCategory", ["Management"]), ("readOnly", ["false"])], (true, false, false)),
        .advanced([("eventCategory", ["Data"]), ("resources.type", ["AWS::S3::Object"])], (false, false, true)),
        .advanced(
            [("eventCategory", ["NetworkActivity"]), ("eventSource", ["kms.amazonaws.com"])], (false, false, false)),
    ])
    func coverageFollowsTheSelectors(test: Case) {
        #expect(test.selectors.logsManagementWrites == test.writes)
        #expect(test.selectors.logsManagementReads == test.reads)
        #expect(test.selectors.logsDataEvents == test.data)
    }

    @Test func insightsWatchManagementEventsUnlessTheySay() {
        #expect(InsightSelector(insightType: .apiCallRateInsight).watchedCategories == [.management])
        #expect(
            InsightSelector(insightType: .apiCallRateInsight, eventCategories: [.data]).watchedCategories == [.data]
        )
    }
}
