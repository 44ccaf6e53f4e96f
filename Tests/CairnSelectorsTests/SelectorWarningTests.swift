import CairnAPI
import CairnSelectors
import Testing

@Suite struct SelectorWarningTests {
    private static func kinds(_ selectors: EventSelectors) -> [SelectorWarning.Kind] {
        selectors.warnings().map(\.kind)
    }

    @Test(arguments: [
        Make.field("resources.ARN", startsWith: ["arn:a"], notStartsWith: ["arn:a"]),
        Make.field("resources.ARN", startsWith: ["arn:aws:s3:::b/x"], notStartsWith: ["arn:aws:s3:::b/"]),
        Make.field("eventName", "PutObject", not: ["PutObject"]),
        Make.field("eventName", "PutObject", notEndsWith: ["Object"]),
        Make.field("userIdentity.arn", endsWith: ["/dana"], notEndsWith: ["a"]),
        Make.field("eventName", "CreateBucket"),
        Make.field("eventName", "Put*"), Make.field("eventName", startsWith: ["CreateB"], not: ["x"]),
    ])
    func contradictionsMatchNothing(_ field: AdvancedFieldSelector) {
        let warnings = EventSelectors.advanced([Make.management(), Make.data(field)]).warnings()
        #expect(!warnings.isEmpty && warnings.allSatisfy { $0.kind == .matchesNothing && $0.selectorIndex == 1 })
        #expect(warnings.first?.message.hasPrefix("selector 2") == true)
    }

    @Test(arguments: [
        Make.field("resources.ARN", startsWith: ["arn:aws:s3:::b/"], notStartsWith: ["arn:aws:s3:::b/x"]),
        Make.field("eventName", "PutObject", "GetObject"),
        Make.field("eventName", startsWith: ["Put"], endsWith: ["Acl"]),
        Make.field("resources.ARN", not: ["arn:aws:s3:::b/k"]),
        Make.field("eventName", startsWith: ["Put"], not: ["PutObject"]),
        Make.field("readOnly", "true"), Make.field("eventSource", "s3.amazonaws.com"),
    ])
    func selectorsThatCanMatchAreLeftAlone(_ field: AdvancedFieldSelector) {
        #expect(Self.kinds(.advanced([Make.data(field)])) == [])
    }

    @Test func oneOfSeveralValuesMayBeInVain() {
        let selectors = EventSelectors.advanced([
            Make.data(Make.field("eventName", startsWith: ["PutObject", "Get"], notStartsWith: ["Put"]))
        ])
        #expect(Self.kinds(selectors) == [.matchesNothing])
        #expect(selectors.warnings().first?.message.contains(#"StartsWith "PutObject" is excluded by"#) == true)
    }

    @Test func readsAndWritesTogetherFilterNothing() {
        #expect(Self.kinds(.advanced([Make.data(Make.field("readOnly", "true", "false"))])) == [.filtersNothing])
    }

    @Test(arguments: [
        (Make.basic(management: false), 1),
        (Make.basic(management: false, DataResource(type: "AWS::S3::Object", values: [])), 1),
        (Make.basic(nil, Make.objects("arn:aws:s3:::*/*")), 1), (Make.basic(nil, Make.objects("arn:aws:s3")), 0),
    ])
    func basicSelectorsInVain(_ selector: EventSelector, _ count: Int) {
        #expect(Self.kinds(.basic([selector])) == Array(repeating: .matchesNothing, count: count))
    }

    @Test(arguments: [
        ([Make.management(), Make.management()], [1]),
        ([Make.management(), Make.management(Make.field("readOnly", "true"))], [1]),
        ([Make.management(Make.field("readOnly", "true")), Make.management()], [0]),
        ([Make.management(Make.field("readOnly", "true")), Make.management(Make.field("readOnly", "false"))], []),
        ([Make.data(), Make.data(type: "AWS::SQS::Queue")], []),
        (
            [
                Make.data(Make.field("resources.ARN", startsWith: ["arn:aws:s3:::b/"])),
                Make.data(Make.field("resources.ARN", "arn:aws:s3:::b/k")),
            ], [1]
        ),
        (
            [
                Make.data(Make.field("resources.ARN", startsWith: ["arn:aws:s3:::b/"], not: ["arn:aws:s3:::b/k"])),
                Make.data(Make.field("resources.ARN", "arn:aws:s3:::b/k")),
            ], []
        ),
        (
            [
                Make.data(Make.field("eventName", startsWith: ["Put"], not: ["PutObjectAcl"])),
                Make.data(Make.field("eventName", "PutObject")),
            ], [1]
        ),
    ])
    func aSelectorCoveredByAnotherAddsNothing(_ selectors: [AdvancedEventSelector], _ covered: [Int]) {
        let warnings = EventSelectors.advanced(selectors).warnings()
        #expect(warnings.map(\.kind) == covered.map { _ in .covered })
        #expect(warnings.map(\.selectorIndex) == covered)
    }

    @Test func basicSelectorsCoverEachOther() {
        let all = Make.basic(.all, Make.objects("arn:aws:s3"))
        let reads = Make.basic(.readOnly, Make.objects("arn:aws:s3:::b/"))
        #expect(EventSelectors.basic([all, reads]).warnings().map(\.selectorIndex) == [1])
        let excluded = Make.basic(exclude: ["kms.amazonaws.com"])
        #expect(EventSelectors.basic([excluded, Make.basic()]).warnings().map(\.selectorIndex) == [0])
        #expect(
            EventSelectors.basic([reads, Make.basic(.writeOnly, Make.objects("arn:aws:s3:::b/"))]).warnings() == [])
    }

    @Test(arguments: [
        (EventSelectors.basic([Make.basic(nil, Make.objects("arn:aws:s3"))]), true),
        (.basic([Make.basic(nil, Make.objects("arn:aws:s3:::logs/"))]), true),
        (.basic([Make.basic(nil, Make.objects("arn:aws:s3:::logs/ct/AWSLogs/1/"))]), true),
        (.basic([Make.basic(nil, Make.objects("arn:aws:s3:::logs/other/"))]), false),
        (.basic([Make.basic(.readOnly, Make.objects("arn:aws:s3"))]), false),
        (.basic([Make.basic(nil, Make.objects("arn:aws:s3:::box/"))]), false),
        (.standard, false),
        (.advanced([Make.data()]), true),
        (.advanced([Make.data(Make.field("resources.ARN", notStartsWith: ["arn:aws:s3:::logs/"]))]), false),
        (.advanced([Make.data(Make.field("eventName", "GetObject"))]), false),
        (.advanced([Make.data(Make.field("resources.ARN", endsWith: [".json.gz"]))]), true),
        (.advanced([Make.data(type: "AWS::SQS::Queue")]), false),
    ])
    func aTrailThatLogsItsOwnDeliveriesIsWarnedOf(_ selectors: EventSelectors, isWarned: Bool) {
        let warnings = selectors.warnings(deliveringTo: "logs", prefix: "ct")
        #expect(warnings.map(\.kind) == (isWarned ? [.logsOwnDeliveries] : []))
    }

    @Test func withoutAPrefixDeliveriesLieAtTheTop() {
        let selectors = EventSelectors.basic([Make.basic(nil, Make.objects("arn:aws:s3:::logs/AWSLogs/"))])
        #expect(selectors.warnings(deliveringTo: "logs", prefix: nil).count == 1)
        #expect(selectors.warnings(deliveringTo: "logs", prefix: "").count == 1)
        #expect(selectors.warnings(deliveringTo: "logs", prefix: "ct").isEmpty)
    }

    @Test(arguments: [
        (EventSelectors.standard, EventSelectors.standard, "Management" as String?),
        (.standard, .advanced([Make.management(Make.field("readOnly", "true"))]), "Management"),
        (.basic([Make.basic(.readOnly)]), .basic([Make.basic(.writeOnly)]), nil),
        (.basic([Make.basic(.readOnly)]), .advanced([Make.management(Make.field("readOnly", "true"))]), "Management"),
        (.standard, .advanced([Make.data()]), nil),
        (.basic([Make.basic(management: false, Make.objects("arn:aws:s3"))]), .advanced([Make.data()]), "Data"),
        (
            .basic([Make.basic(management: false, Make.objects("arn:aws:s3:::a/"))]),
            .basic([Make.basic(management: false, Make.objects("arn:aws:s3:::b/"))]), nil
        ),
        (
            .advanced([Make.data(Make.field("resources.ARN", startsWith: ["arn:aws:s3:::a/"]))]),
            .advanced([Make.data(Make.field("resources.ARN", "arn:aws:s3:::a/k"))]), "Data"
        ),
        (.advanced([Make.data()]), .advanced([Make.data(type: "AWS::SQS::Queue")]), nil),
    ])
    func trailsThatKeepTheSameEventsAreWarnedOf(_ own: EventSelectors, _ other: EventSelectors, _ shared: String?) {
        let warnings = own.warnings(beside: [("second", other)])
        #expect(warnings.map(\.kind) == (shared == nil ? [] : [.duplicateTrail]))
        if let shared {
            #expect(warnings.first?.message == "the trail second keeps \(shared) events that this one keeps too")
        }
        #expect(other.warnings(beside: [("first", own)]).count == warnings.count)
    }
}
