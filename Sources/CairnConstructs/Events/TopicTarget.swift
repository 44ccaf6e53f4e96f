/// A topic to which each event is published.
public struct TopicTarget: RuleTarget {
    private let topic: Topic

    public init(_ topic: Topic) { self.topic = topic }

    public var resource: Resource { topic }

    public func bind(to rule: Rule) throws -> TemplateString {
        try topic.grantPublish(.service("events.amazonaws.com"))
        return topic.topicARN
    }
}
