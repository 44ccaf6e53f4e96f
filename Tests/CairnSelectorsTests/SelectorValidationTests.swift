import CairnAPI
import CairnSelectors
import Testing

@Suite struct SelectorValidationTests {
    /// A case: what it shows, the selectors, and parts of the message; without any the selectors are accepted.
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let selectors: EventSelectors
        let message: [String]

        init(_ name: String, basic: [EventSelector], refusedWith message: String...) {
            (testDescription, selectors, self.message) = (name, .basic(basic), message)
        }

        init(_ name: String, _ advanced: AdvancedEventSelector..., refusedWith message: [String] = []) {
            (testDescription, selectors, self.message) = (name, .advanced(advanced), message)
        }

        init(_ name: String, _ advanced: AdvancedEventSelector, refused message: String...) {
            (testDescription, selectors, self.message) = (name, .advanced([advanced]), message)
        }
    }

    private func check(_ testCase: Case, for holder: SelectorHolder) {
        let selectors = testCase.selectors
        do {
            let checked = try EventSelectors.checked(
                basic: selectors.basicSelectors, advanced: selectors.advancedSelectors, for: holder)
            #expect(testCase.message.isEmpty, "accepted as \(checked.json)")
        } catch {
            #expect(error.code == .invalidEventSelectors)
            #expect(!testCase.message.isEmpty, "\(error.message)")
            for part in testCase.message { #expect(error.message.contains(part), "\(error.message)") }
        }
    }

    private static let function = "arn:aws:lambda:eu-west-1:111122223333:function:f"
    private static let table = "arn:aws:dynamodb:eu-west-1:111122223333:table/t"

    private static func objects(_ count: Int) -> DataResource {
        DataResource(type: "AWS::S3::Object", values: (0..<count).map { "arn:aws:s3:::box/\($0)" })
    }

    static let basicCases: [Case] = [
        Case("the least", basic: [Make.basic()]),
        Case("five", basic: Array(repeating: Make.basic(), count: 5)),
        Case("none", basic: [], refusedWith: "0 selectors", "1 to 5"),
        Case("six", basic: Array(repeating: Make.basic(), count: 6), refusedWith: "6 selectors", "1 to 5"),
        Case(
            "unknown access", basic: [Make.basic(ReadWriteType(rawValue: "read-only"))],
            refusedWith: "EventSelectors[0].ReadWriteType 'read-only'", "ReadOnly, WriteOnly or All"),
        Case("both exclusions", basic: [Make.basic(exclude: ["kms.amazonaws.com", "rdsdata.amazonaws.com"])]),
        Case("no exclusions without management", basic: [Make.basic(management: false, exclude: [])]),
        Case(
            "another exclusion", basic: [Make.basic(), Make.basic(exclude: ["s3.amazonaws.com"])],
            refusedWith: "EventSelectors[1].ExcludeManagementEventSources is not valid", "s3.amazonaws.com", "kms"),
        Case(
            "exclusion without management", basic: [Make.basic(management: false, exclude: ["kms.amazonaws.com"])],
            refusedWith: "IncludeManagementEvents is false"),
        Case(
            "all resources",
            basic: [
                Make.basic(
                    nil, Make.objects("arn:aws:s3", "arn:aws:s3:::"),
                    DataResource(type: "AWS::Lambda::Function", values: ["arn:aws:lambda"]),
                    DataResource(type: "AWS::DynamoDB::Table", values: ["arn:aws:dynamodb", table]))
            ]),
        Case("other partitions", basic: [Make.basic(nil, Make.objects("arn:aws-cn:s3", "arn:aws-us-gov:s3:::b/"))]),
        Case(
            "one function", basic: [Make.basic(nil, DataResource(type: "AWS::Lambda::Function", values: [function]))]),
        Case("no values", basic: [Make.basic(nil, DataResource(type: "AWS::S3::Object", values: []))]),
        Case(
            "another type", basic: [Make.basic(nil, DataResource(type: "AWS::SQS::Queue", values: ["arn:aws:sqs"]))],
            refusedWith: "EventSelectors[0].DataResources[0].Type 'AWS::SQS::Queue'", "AWS::DynamoDB::Table",
            "AdvancedEventSelectors"),
        Case("no type", basic: [Make.basic(nil, DataResource(values: ["arn:aws:s3"]))], refusedWith: "Type ''"),
        Case("250 objects", basic: [Make.basic(nil, objects(250))]),
        Case("250 in five", basic: [50, 50, 50, 99, 1].map { Make.basic(nil, objects($0)) }),
        Case("251 objects", basic: [Make.basic(nil, objects(251))], refusedWith: "251 data resources", "250"),
        Case(
            "500 in five", basic: (0..<5).map { _ in Make.basic(nil, objects(100)) }, refusedWith: "500 data resources"),
        Case("all do not count", basic: [Make.basic(nil, objects(250), Make.objects("arn:aws:s3", "arn:aws:s3:::"))]),
    ]

    @Test(arguments: basicCases) func basicSelectorsOfATrail(_ testCase: Case) { check(testCase, for: .trail) }

    @Test(arguments: [
        "arn:aws:s3:::*/*", "arn:aws:s3:::*", "arn:aws:s3:::/", "arn:aws:s3:::box", "box/*", "", "arn:aws:s3:eu::b/",
        "arn:aws:s3::1:b/", "arn:aws:lambda", "arn:minio:s3:::b/", "s3://box/",
    ])
    func valuesThatNameNoObjectsAreRefusedInCloudTrailsWords(_ value: String) {
        let error = #expect(throws: CloudTrailError.self) {
            try EventSelectors.checked(basic: [Make.basic(nil, Make.objects(value))], advanced: nil)
        }
        #expect(error?.message.hasPrefix("Value \(value) for DataResources.Values is invalid.") == true)
    }

    /// The message is recorded with the call, which has no room for a megabyte.
    @Test(arguments: [
        EventSelectors.basic([Make.basic(nil, Make.objects(long))]),
        .basic([Make.basic(nil, DataResource(type: long, values: []))]),
        .basic([EventSelector(readWriteType: ReadWriteType(rawValue: long))]),
        .basic([EventSelector(excludeManagementEventSources: [long])]),
        .advanced([AdvancedEventSelector(fieldSelectors: [AdvancedFieldSelector(field: long, equals: ["x"])])]),
    ])
    func longValuesAreCutInMessages(_ selectors: EventSelectors) {
        let error = #expect(throws: CloudTrailError.self) {
            try EventSelectors.checked(basic: selectors.basicSelectors, advanced: selectors.advancedSelectors)
        }
        #expect(error.map { $0.message.utf8.count < 1000 && $0.message.contains("xxx...") } == true)
    }

    private static let long = String(repeating: "x", count: 100_000)

    @Test(arguments: [
        ("AWS::Lambda::Function", "arn:aws:lambda:*"), ("AWS::Lambda::Function", "arn:aws:s3"),
        ("AWS::Lambda::Function", "arn:aws:lambda:eu-west-1:111122223333:function:"),
        ("AWS::Lambda::Function", "arn:aws:lambda:eu-west-1:111122223333:function:*"),
        ("AWS::DynamoDB::Table", "t"), ("AWS::DynamoDB::Table", "arn:aws:dynamodb:::table/t"),
    ])
    func valuesThatNameNoFunctionOrTableAreRefused(_ type: String, _ value: String) {
        #expect(throws: CloudTrailError(.invalidEventSelectors, "")) {
            try EventSelectors.checked(
                basic: [Make.basic(nil, DataResource(type: type, values: [value]))], advanced: nil)
        }
    }

    @Test func wildcardsOfEmulatorsAreTakenOnlyIfAsked() throws {
        let basic = [Make.basic(.all, management: true, Make.objects("arn:aws:s3:::*/*"))]
        #expect(try EventSelectors.checked(basic: basic, advanced: nil, allowingWildcards: true) == .basic(basic))
    }

    @Test func defaultsOfBasicSelectorsAreFilledIn() throws {
        let checked = try EventSelectors.checked(basic: [EventSelector()], advanced: nil)
        #expect(
            checked == .basic([EventSelector(readWriteType: .all, includeManagementEvents: true, dataResources: [])]))
        #expect(checked.isStandard)
    }

    @Test func oneKindOfSelectorsIsGiven() {
        #expect(throws: CloudTrailError(.invalidEventSelectors, "")) {
            try EventSelectors.checked(basic: [Make.basic()], advanced: [Make.management()])
        }
        #expect(throws: CloudTrailError(.invalidEventSelectors, "")) {
            try EventSelectors.checked(basic: nil, advanced: nil)
        }
        #expect(throws: CloudTrailError(.invalidEventSelectors, "")) {
            try EventSelectors.checked(basic: [Make.basic()], advanced: nil, for: .eventDataStore)
        }
    }
}
