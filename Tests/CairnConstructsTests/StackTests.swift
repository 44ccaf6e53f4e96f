import CairnConstructs
import CairnModel
import Testing

struct StackTests {
    private let app = App()

    @Test func resourcesNeedAStack() {
        #expect {
            try Bucket(app, "Bucket")
        } throws: { error in
            (error as? ConstructError)?.code == .noStack && "\(error)".contains("Bucket")
        }
    }

    @Test func stacksBelowConstructsAreNamedByTheirPath() throws {
        let stack = try Stack(Construct(app, "Group"), "Audit")
        #expect(stack.stackName.hasPrefix("GroupAudit"))
        #expect(try Stack(app, "Other", stackName: "named").stackName == "named")
    }

    @Test func dependenciesOverStacksOrderTheDeployment() throws {
        let first = try Stack(app, "First", bootstrap: .unchecked)
        let second = try Stack(app, "Second", bootstrap: .unchecked)
        let bucket = try Bucket(second, "Bucket")
        try CfnOutput(first, "Name", value: bucket.bucketName)
        #expect(try app.synthesize().deploymentOrder == ["Second", "First"])
    }

    @Test func stacksCannotNeedEachOther() throws {
        let first = try Stack(app, "First")
        let second = try Stack(app, "Second")
        try CfnOutput(first, "Out", value: Bucket(second, "Bucket").bucketName)
        try CfnOutput(second, "Out", value: Bucket(first, "Bucket").bucketName)
        #expect {
            try app.synthesize()
        } throws: { error in
            (error as? ConstructError)?.code == .cyclicDependency
        }
    }

    @Test func referencesToAnotherAccountAreRefusedByName() throws {
        let first = try Stack(app, "First", environment: Environment(account: "111122223333"))
        let second = try Stack(app, "Second", environment: Environment(account: "444455556666"))
        let resource = try CfnChannel(first, "Channel")
        try CfnOutput(second, "Out", value: resource.attrChannelARN)
        #expect {
            try app.synthesize()
        } throws: { error in
            "\(error)".contains("First/Channel[ChannelArn]") && "\(error)".contains("\"Second\"")
        }
    }

    @Test func synthesisingAgainGivesTheSame() throws {
        let producer = try Stack(app, "Producer")
        let consumer = try Stack(app, "Consumer")
        try Trail(consumer, "Trail", bucket: Bucket(producer, "Bucket"))
        let first = try app.synthesize()
        let second = try app.synthesize()
        #expect(first.templates == second.templates)
        #expect(first.annotations == second.annotations)
    }

    @Test func subclassesAreNamedInErrors() throws {
        let stack = try AuditStack(app)
        #expect {
            try Trail(stack, "Trail")
        } throws: { error in
            (error as? ConstructError)?.message
                == "There is already a Construct with name 'Trail' in AuditStack [Audit]"
        }
    }

    @Test func untypedResourcesAndOverridesReachEverything() throws {
        let stack = try Stack(app, "Stack", description: "What it is", bootstrap: .unchecked)
        let queue = try CfnUntypedResource(
            stack, "Queue", type: "AWS::SQS::Queue",
            properties: ["QueueName": "audit-\(stack.region)", "Tags": [["Key": "a"]]])
        queue.addOverride("Properties.Tags.0.Value", "b")
        queue.addOverride(#"Metadata.a\.b"#, 1)
        queue.addPropertyOverride("KmsMasterKeyId", "alias/aws/sqs")
        queue.addPropertyDeletionOverride("QueueName")
        let template = try stack.template()
        #expect(template.json["Description"] == "What it is")
        let resource = template.resources["Queue"]
        #expect(resource?["Properties"]?["Tags"] == [["Key": "a", "Value": "b"]])
        #expect(resource?["Properties"]?["KmsMasterKeyId"] == "alias/aws/sqs")
        #expect(resource?["Properties"]?["QueueName"] == nil)
        #expect(resource?["Metadata"]?["a.b"] == 1)
    }

    @Test func findingsFailTheSynthesisWhereAskedFor() throws {
        let app = App(context: ["@aws-cdk/core:validateAgainstDefaultRules": true])
        let trail = try Trail(Stack(app, "Stack"), "Trail")
        for number in 0..<6 { try trail.addEventSelector(.s3Object, ["arn:aws:s3:::box\(number)/"]) }
        #expect {
            try app.synthesize()
        } throws: { error in
            "\(error)".contains("F3032: EventSelectors: expected maximum item count: 5, found: 6")
        }
    }
}

private final class AuditStack: Stack {
    init(_ app: App) throws {
        try super.init(app, "Audit")
        try Trail(self, "Trail")
    }
}
