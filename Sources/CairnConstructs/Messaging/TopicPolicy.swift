/// The policy of a topic of the app.
public final class TopicPolicy: Resource {
    /// Its statements are numbered from `"0"`.
    public let document = PolicyDocument(assignsSids: true)

    init(_ topic: Topic) throws {
        let identity = try ResourceIdentity(topic, "Policy", type: "TopicPolicy")
        try CfnUntypedResource(
            identity, "Resource", type: "AWS::SNS::TopicPolicy",
            properties: ["PolicyDocument": .policy(document), "Topics": .array([.string(topic.topicARN)])])
        super.init(identity)
    }
}
