import CairnAPI
import CairnSelectors
import Testing

/// The table of fields, operators, categories and holders, accepted and refused input side by side.
@Suite struct AdvancedSelectorValidationTests {
    enum Answer: Sendable { case both, trail, store, neither }

    private func expect(
        _ selectors: [AdvancedEventSelector], _ answer: Answer, saying parts: [String] = [],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        for holder in [SelectorHolder.trail, .eventDataStore] {
            let isAccepted = answer == .both || answer == (holder == .trail ? .trail : .store)
            do {
                let checked = try EventSelectors.checked(basic: nil, advanced: selectors, for: holder)
                #expect(isAccepted, "\(holder) accepts \(checked.json)", sourceLocation: sourceLocation)
            } catch {
                #expect(error.code == .invalidEventSelectors, sourceLocation: sourceLocation)
                #expect(!isAccepted, "\(holder): \(error.message)", sourceLocation: sourceLocation)
                for part in parts {
                    #expect(error.message.contains(part), "\(error.message)", sourceLocation: sourceLocation)
                }
            }
        }
    }

    /// A valid condition on each field for each category.
    @Test(arguments: [
        ("readOnly", [Answer.both, .both, .neither]), ("eventSource", [.store, .both, .both]),
        ("eventName", [.store, .both, .both]), ("eventType", [.store, .both, .neither]),
        ("resources.type", [.neither, .both, .neither]), ("resources.ARN", [.neither, .both, .neither]),
        ("sessionCredentialFromConsole", [.store, .both, .neither]),
        ("userIdentity.arn", [.store, .both, .trail]), ("errorCode", [.neither, .neither, .both]),
        ("vpcEndpointId", [.neither, .neither, .both]),
    ])
    func fieldsByCategory(_ name: String, _ answers: [Answer]) {
        let value = [
            "readOnly": "true", "resources.type": "AWS::S3::Object", "resources.ARN": "arn:aws:s3:::b/k",
            "sessionCredentialFromConsole": "true", "errorCode": "VpceAccessDenied", "eventSource": "kms.amazonaws.com",
        ][name]
        let field = Make.field(name, value ?? "x")
        expect([Make.management(field)], answers[0], saying: ["FieldSelectors[1]", "(\(name))"])
        let type = Make.field("resources.type", "AWS::S3::Object")
        let data = [Make.field("eventCategory", "Data"), field] + (name == "resources.type" ? [] : [type])
        expect([AdvancedEventSelector(fieldSelectors: data)], answers[1], saying: ["(\(name))"])
        let source = Make.field("eventSource", "s3.amazonaws.com")
        let network = [Make.field("eventCategory", "NetworkActivity"), field] + (name == "eventSource" ? [] : [source])
        expect([AdvancedEventSelector(fieldSelectors: network)], answers[2], saying: ["(\(name))"])
        for category in ["Insight", "ConfigurationItem", "Evidence", "ActivityAuditLog"] {
            expect([Make.advanced(Make.field("eventCategory", category), field)], .neither)
        }
    }

    @Test(arguments: [
        ("eventSource", true), ("eventName", true), ("eventType", true), ("userIdentity.arn", true),
        ("resources.ARN", true), ("readOnly", false), ("resources.type", false),
        ("sessionCredentialFromConsole", false),
    ])
    func operatorsOfDataFields(_ name: String, takesAll: Bool) {
        let value = ["readOnly": "true", "sessionCredentialFromConsole": "true", "resources.ARN": "arn:aws:s3:::b/k"]
        let values = [value[name] ?? "AWS::S3::Object"]
        let conditions = [
            AdvancedFieldSelector(field: name, startsWith: values),
            AdvancedFieldSelector(field: name, endsWith: values),
            AdvancedFieldSelector(field: name, notStartsWith: values),
            AdvancedFieldSelector(field: name, notEndsWith: values),
        ]
        for condition in conditions {
            let fields = [Make.field("eventCategory", "Data"), condition]
            let type = name == "resources.type" ? [] : [Make.field("resources.type", "AWS::S3::Object")]
            expect(
                [AdvancedEventSelector(fieldSelectors: fields + type)], takesAll ? .both : .neither, saying: ["only"])
        }
        let equal = [Make.field("eventCategory", "Data"), AdvancedFieldSelector(field: name, notEquals: values)]
        let type = name == "resources.type" ? [] : [Make.field("resources.type", "AWS::S3::Object")]
        let takesNotEquals = takesAll || name == "sessionCredentialFromConsole"
        expect([AdvancedEventSelector(fieldSelectors: equal + type)], takesNotEquals ? .both : .neither)
    }

    @Test(arguments: [
        ("Management", Answer.both), ("Insight", .store), ("ConfigurationItem", .store), ("Evidence", .store),
        ("ActivityAuditLog", .store), ("Aggregated", .neither), ("management", .neither), ("other", .neither),
    ])
    func categories(_ category: String, _ answer: Answer) {
        expect([Make.advanced(Make.field("eventCategory", category))], answer, saying: ["eventCategory", "Equals"])
    }

    @Test func theCategoryIsNamedOnceByEquals() {
        expect([Make.advanced(Make.field("eventName", "X"))], .neither, saying: ["eventCategory is required"])
        expect([Make.advanced(Make.field("eventCategory", "Management", "Data"))], .neither, saying: ["one value"])
        expect([Make.advanced(Make.field("eventCategory", startsWith: ["Management"]))], .neither)
        expect([Make.advanced(Make.field("eventCategory", "Management", not: ["Data"]))], .neither)
    }

    @Test func requiredFieldsAreAskedFor() {
        expect([Make.advanced(Make.field("eventCategory", "Data"))], .neither, saying: ["resources.type is required"])
        expect([Make.network()], .neither, saying: ["eventSource is required"])
        expect([AdvancedEventSelector(fieldSelectors: [])], .neither, saying: ["FieldSelectors is empty"])
        expect([], .neither, saying: ["AdvancedEventSelectors is empty"])
    }

    @Test func fieldsAreKnownAndStandOnce() {
        expect([Make.management(Make.field("f", "x"))], .neither, saying: ["FieldSelectors[1].Field 'f'", "readOnly"])
        expect([Make.advanced(Make.field("f", "fs1"))], .neither, saying: ["FieldSelectors[0].Field 'f'"])
        let twice = Make.data(Make.field("eventName", "A"), Make.field("eventName", "B"))
        expect([twice], .neither, saying: ["AdvancedEventSelectors[0].FieldSelectors[3]", "eventName stands twice"])
    }

    @Test func operatorsHaveValues() {
        expect([Make.data(AdvancedFieldSelector(field: "eventName"))], .neither, saying: ["no operator"])
        expect([Make.data(Make.field("eventName", startsWith: []))], .neither, saying: ["StartsWith has no values"])
        expect([Make.data(Make.field("eventName", ""))], .neither, saying: ["1 to 2048"])
        let long = String(repeating: "x", count: 2049)
        expect([Make.data(Make.field("eventName", long))], .neither, saying: ["1 to 2048"])
        expect([Make.data(Make.field("eventName", String(long.dropLast())))], .both)
    }

    @Test func managementSourcesOfATrailAreOnlyExcluded() {
        let both = ["kms.amazonaws.com", "rdsdata.amazonaws.com"]
        expect([Make.management(Make.field("eventSource", not: both))], .both)
        expect([Make.management(Make.field("eventSource", not: ["s3.amazonaws.com"]))], .store, saying: ["kms"])
        expect([Make.management(Make.field("eventSource", "kms.amazonaws.com"))], .store, saying: ["only NotEquals"])
        expect([Make.management(Make.field("eventSource", startsWith: ["kms"]))], .store)
    }

    @Test(arguments: [("true", true), ("false", true), ("True", false), ("yes", false)])
    func readOnlyIsTrueOrFalse(_ value: String, isAccepted: Bool) {
        let answer: Answer = isAccepted ? .both : .neither
        expect([Make.management(Make.field("readOnly", value))], answer, saying: ["true or false"])
        expect([Make.data(Make.field("readOnly", value))], answer, saying: ["true or false"])
    }

    @Test(arguments: [
        ("AWS::S3::Object", Answer.both), ("AWS::S3Express::Object", .both), ("AWS::Bedrock::Tool", .both),
        ("AWS::CloudTrail::Channel", .both), ("AWS::S3::Bucket", .neither), ("AWS::KMS::Key", .neither),
        ("aws::s3::object", .neither), ("S3", .neither),
    ])
    func resourceTypesAreThoseWithDataEvents(_ type: String, _ answer: Answer) {
        expect([Make.data(type: type)], answer, saying: ["resources.type", type])
    }

    @Test func oneResourceTypeASelector() {
        let two = Make.advanced(
            Make.field("eventCategory", "Data"), Make.field("resources.type", "AWS::S3::Object", "AWS::SQS::Queue"))
        expect([two], .neither, saying: ["2 values", "only 1"])
        expect([Make.data(), Make.data(type: "AWS::SQS::Queue")], .both)
    }

    @Test func wholeARNsAreFull() {
        expect([Make.data(Make.field("resources.ARN", "arn:aws:s3:::b/k"))], .both)
        expect([Make.data(Make.field("resources.ARN", "b/k"))], .neither, saying: ["full ARN"])
        expect(
            [Make.data(Make.field("resources.ARN", not: ["arn:aws:s3"]))], .neither, saying: ["NotEquals", "full ARN"])
        expect([Make.data(Make.field("resources.ARN", startsWith: ["arn:aws:s3"], endsWith: [".log"]))], .both)
    }

    @Test func networkActivityHasOneKnownSource() {
        expect([Make.network(Make.field("eventSource", "translate.amazonaws.com"))], .both)
        expect([Make.network(Make.field("eventSource", "iam.amazonaws.com"))], .neither, saying: ["eventSource"])
        let two = Make.network(Make.field("eventSource", "kms.amazonaws.com", "s3.amazonaws.com"))
        expect([two], .neither, saying: ["only 1"])
        expect([Make.network(Make.field("eventSource", startsWith: ["kms"]))], .neither, saying: ["only Equals"])
        let source = Make.field("eventSource", "kms.amazonaws.com")
        expect([Make.network(source, Make.field("errorCode", "AccessDenied"))], .neither, saying: ["VpceAccessDenied"])
        expect([Make.network(source, Make.field("errorCode", not: ["VpceAccessDenied"]))], .neither)
        expect([Make.network(source, Make.field("vpcEndpointId", startsWith: ["vpce-"]))], .both)
    }

    @Test func fiveHundredValuesOverAll() {
        func names(_ count: Int) -> AdvancedFieldSelector {
            AdvancedFieldSelector(field: "eventName", equals: (0..<count).map { "E\($0)" })
        }
        // Category and type of both selectors are values too.
        expect([Make.data(names(300)), Make.data(names(196))], .both)
        expect([Make.data(names(300)), Make.data(names(197))], .neither, saying: ["501 values", "500"])
    }

    @Test func aStoreHasFiveSelectorsOfOneKind() {
        expect(Array(repeating: Make.management(), count: 5), .both)
        expect(Array(repeating: Make.management(), count: 6), .trail, saying: ["6 selectors"])
        expect([Make.management(), Make.data(), Make.network(Make.field("eventSource", "s3.amazonaws.com"))], .both)
        let insight = Make.advanced(Make.field("eventCategory", "Insight"))
        expect([Make.management(), insight], .neither)
        expect([insight, insight], .store)
    }

    @Test func namesHaveAThousandCharacters() {
        expect([Make.management(name: String(repeating: "n", count: 1000))], .both)
        expect([Make.management(name: String(repeating: "n", count: 1001))], .neither, saying: ["Name", "1000"])
    }

    @Test func theListsOfTheDocumentationAreWhole() {
        #expect(ResourceTypes.all.count == 175)
        #expect(ResourceTypes.all.allSatisfy { $0.split(separator: ":").count == 3 && $0.hasPrefix("AWS::") })
    }
}
