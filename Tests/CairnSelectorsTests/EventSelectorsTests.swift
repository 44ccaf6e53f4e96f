import CairnAPI
import CairnModel
import CairnSelectors
import Testing

@Suite struct EventSelectorsTests {
    @Test func theStandardSelectorIsWhatCloudTrailReports() {
        #expect(
            EventSelectors.standard.json.description == """
                {"EventSelectors":[{"ReadWriteType":"All","IncludeManagementEvents":true,"DataResources":[],\
                "ExcludeManagementEventSources":[]}]}
                """)
        #expect(
            EventSelectors.standardForEventDataStore.json.description == """
                {"AdvancedEventSelectors":[{"Name":"Default management events","FieldSelectors":\
                [{"Field":"eventCategory","Equals":["Management"]}]}]}
                """)
    }

    @Test(arguments: [
        (EventSelectors.standard, true),
        (.basic([Make.basic()]), true),
        (.basic([Make.basic(.all, management: true)]), true),
        (.basic([Make.basic(.all, management: true, exclude: [])]), true),
        (.basic([Make.basic(.readOnly)]), false),
        (.basic([Make.basic(management: false)]), false),
        (.basic([Make.basic(exclude: ["kms.amazonaws.com"])]), false),
        (.basic([Make.basic(.all, Make.objects("arn:aws:s3"))]), false),
        (.basic([Make.basic(), Make.basic()]), false),
        (.advanced([Make.management()]), false),
        (.standardForEventDataStore, false),
    ])
    func onlyTheStandardSelectorIsNotCustom(_ selectors: EventSelectors, isStandard: Bool) {
        #expect(selectors.isStandard == isStandard)
    }

    @Test(arguments: [
        EventSelectors.standard, .standardForEventDataStore,
        .basic([Make.basic(.writeOnly, management: false, Make.objects("arn:aws:s3:::box/"))]),
        .advanced([Make.data(Make.field("eventName", startsWith: ["Put"], not: ["PutObjectAcl"]), name: "Writes")]),
    ])
    func whatIsWrittenIsRead(_ selectors: EventSelectors) throws {
        #expect(try EventSelectors(json: JSON(parsing: selectors.json.description)) == selectors)
    }

    @Test func readsAnswersOfTheAPIAndBareLists() throws {
        let answer = try JSON(parsing: #"{"TrailARN":"arn:x","EventSelectors":[{"ReadWriteType":"ReadOnly"}]}"#)
        #expect(try EventSelectors(json: answer) == .basic([Make.basic(.readOnly)]))
        let list = try JSON(parsing: #"[{"FieldSelectors":[{"Field":"eventCategory","Equals":["Management"]}]}]"#)
        #expect(try EventSelectors(json: list) == .advanced([Make.management()]))
        let empty = try JSON(parsing: #"{"EventSelectors":[],"AdvancedEventSelectors":[{"FieldSelectors":[]}]}"#)
        #expect(try EventSelectors(json: empty) == .advanced([AdvancedEventSelector(fieldSelectors: [])]))
    }

    @Test(arguments: [
        #"{}"#, #"{"EventSelectors":[]}"#, #"{"EventSelectors":[{}],"AdvancedEventSelectors":[{"FieldSelectors":[]}]}"#,
        #"{"AdvancedEventSelectors":[{"FieldSelectors":[{"Equals":["x"]}]}]}"#, #"{"EventSelectors":"x"}"#, #"3"#,
    ])
    func refusesWhatIsNoSelectors(_ text: String) throws {
        let json = try JSON(parsing: text)
        #expect(throws: APICodingError.self) { try EventSelectors(json: json) }
    }

    @Test func namesAreThoseOfAdvancedSelectors() {
        let selectors = EventSelectors.advanced([Make.management(name: "All"), Make.management(name: "")])
        #expect([0, 1, 2].map { selectors.name(at: $0) } == ["All", nil, nil])
        #expect(EventSelectors.standard.name(at: 0) == nil)
    }
}
