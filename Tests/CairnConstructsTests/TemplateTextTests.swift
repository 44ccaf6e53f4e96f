import CairnConstructs
import CairnModel
import Testing

struct TemplateTextTests {
    private func template() throws -> Template {
        let stack = try Stack(App(), "Audit", description: "yes: # 'no'")
        try Trail(stack, "Trail", s3KeyPrefix: "0123", cloudWatchLogs: .newLogGroup(), snsTopic: Topic(stack, "Topic"))
        try CfnOutput(stack, "Odd", value: "true", description: "line\nline \u{1F980}")
        return try stack.template()
    }

    @Test func yamlSaysWhatJSONSays() throws {
        let template = try template()
        #expect(try TemplateText.parse(template.yamlText()) == template.json)
        #expect(try TemplateText.parse(template.jsonText) == template.json)
    }

    @Test func shortFormsBecomeLongOnes() throws {
        let json = try TemplateText.parse(
            """
            Resources:
              Trail:
                Type: AWS::CloudTrail::Trail
                Properties:
                  S3BucketName: !Ref Box
                  IsLogging: true
                  S3KeyPrefix: "true"
                  TrailName: !Sub "${AWS::StackName}-trail"
                  SnsTopicName: !GetAtt Bell.TopicName
                  CloudWatchLogsLogGroupArn: !Join ["", [a, 5]]
            """)
        let properties = json["Resources"]?["Trail"]?["Properties"]
        #expect(properties?["S3BucketName"] == ["Ref": "Box"])
        #expect(properties?["IsLogging"] == true)
        #expect(properties?["S3KeyPrefix"] == "true")
        #expect(properties?["TrailName"] == ["Fn::Sub": "${AWS::StackName}-trail"])
        #expect(properties?["SnsTopicName"] == ["Fn::GetAtt": ["Bell", "TopicName"]])
        #expect(properties?["CloudWatchLogsLogGroupArn"] == ["Fn::Join": ["", ["a", 5]]])
    }

    @Test(arguments: ["", "[]", "{", "a: [", "text", "{\"a\": }", "a: *b"])
    func otherTextIsRefused(_ text: String) {
        #expect(throws: ConstructError.self) { try TemplateText.parse(text) }
    }

    @Test(
        arguments: [
            String(repeating: "[", count: 100_000), String(repeating: "- ", count: 100_000),
            String(repeating: "a: {", count: 10_000), String(repeating: "{\"a\":", count: 100_000),
            (0..<2000).map { String(repeating: "  ", count: $0) + "a:" }.joined(separator: "\n"),
            "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
                + zip("bcdefghij", "abcdefghi").map {
                    "\($0): &\($0) [" + Array(repeating: "*\($1)", count: 10).joined(separator: ", ") + "]"
                }.joined(separator: "\n"),
        ])
    func deepAndLargeTextIsRefused(_ text: String) {
        #expect(throws: ConstructError.self) { try TemplateText.parse(text) }
    }
}
