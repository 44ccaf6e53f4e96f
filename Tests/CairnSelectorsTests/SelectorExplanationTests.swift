import CairnAPI
import CairnSelectors
import Testing

@Suite struct SelectorExplanationTests {
    private static let writes = EventSelectors.advanced([
        Make.data(
            Make.field("readOnly", "false"),
            Make.field("resources.ARN", startsWith: ["arn:aws:s3:::box/"], notStartsWith: ["arn:aws:s3:::box/tmp"]),
            name: "Writes"),
        Make.management(Make.field("eventSource", not: ["kms.amazonaws.com"]), name: "No keys"),
    ])

    @Test(arguments: [
        (
            Record.object("arn:aws:s3:::box/a", name: "PutObject", readOnly: false), true,
            """
            selector 1 "Writes": readOnly Equals "false", resources.type Equals "AWS::S3::Object", \
            resources.ARN StartsWith "arn:aws:s3:::box/"
            """
        ),
        (Record.object("arn:aws:s3:::box/a"), false, #"selector 1 "Writes": readOnly is "true", not Equals "false""#),
        (
            Record.object("arn:aws:s3:::box/tmp/a", readOnly: false), false,
            """
            selector 1 "Writes": resources.ARN is "arn:aws:s3:::box/tmp/a", excluded by \
            NotStartsWith "arn:aws:s3:::box/tmp"
            """
        ),
        (
            Record.text(source: "sqs.amazonaws.com", readOnly: false), false,
            #"selector 1 "Writes": resources.type is missing, not Equals "AWS::S3::Object""#
        ),
        (
            Record.management("kms.amazonaws.com", "Decrypt"), false,
            """
            selector 2 "No keys": eventSource is "kms.amazonaws.com", excluded by NotEquals "kms.amazonaws.com"
            """
        ),
        (
            Record.management("iam.amazonaws.com", "CreateUser"), true,
            #"selector 2 "No keys": eventSource NotEquals "kms.amazonaws.com""#
        ),
        (
            Record.text(category: "NetworkActivity"), false,
            "no selector is for such events: eventCategory is NetworkActivity; it takes Management events"
        ),
    ])
    func oneLineSaysWhichSelectorDecidedAndWhy(_ record: String, isKept: Bool, _ summary: String) throws {
        let explanation = try #require(CompiledSelectors(Self.writes).explain(text: record))
        #expect(explanation.isSelected == isKept)
        #expect(explanation.summary == summary)
        #expect(explanation.verdicts.count == 2)
    }

    @Test(arguments: [
        (Record.management("iam.amazonaws.com", "CreateUser"), "selector 1: all Management events"),
        (
            Record.object("arn:aws:s3:::box/a"),
            #"selector 1: resources.ARN is "arn:aws:s3:::box/a", not StartsWith "arn:aws:s3:::other/""#
        ),
        (Record.object("arn:aws:s3:::other/a"), #"selector 1: resources.ARN StartsWith "arn:aws:s3:::other/""#),
        (
            Record.text(resources: [("AWS::Lambda::Function", "arn:aws:lambda:r:1:function:f")]),
            #"selector 1: all of AWS::Lambda::Function"#
        ),
        (
            Record.text(resources: [("AWS::SQS::Queue", "arn:aws:sqs:r:1:q")]),
            """
            selector 1: resources.type is "AWS::SQS::Queue", not "AWS::S3::Object" or "AWS::Lambda::Function"
            """
        ),
    ])
    func basicSelectorsAreExplainedInTheSameWords(_ record: String, _ summary: String) throws {
        let selectors = EventSelectors.basic([
            Make.basic(
                nil, Make.objects("arn:aws:s3:::other/"),
                DataResource(type: "AWS::Lambda::Function", values: ["arn:aws:lambda"]))
        ])
        let explanation = try #require(CompiledSelectors(selectors).explain(text: record))
        #expect(explanation.summary == summary)
    }

    @Test func aLongValueAndALongListAreShortened() throws {
        let names = AdvancedFieldSelector(field: "eventName", equals: (1...9).map { "Event\($0)" })
        let selectors = EventSelectors.advanced([Make.data(names)])
        let record = Record.object("arn:aws:s3:::box/a", name: String(repeating: "x", count: 500))
        let summary = try #require(CompiledSelectors(selectors).explain(text: record)?.summary)
        #expect(summary.hasSuffix(#"xxx...", not Equals "Event1" or Equals "Event2" or Equals "Event3" or 6 more"#))
        #expect(summary.count < 300)
    }

    @Test func noSelectorsAreSaidToBeNone() throws {
        let explanation = try #require(
            CompiledSelectors(.advanced([])).explain(text: Record.object("arn:aws:s3:::b/k")))
        #expect(explanation.summary == "there are no selectors")
        #expect(!explanation.isSelected)
    }
}
