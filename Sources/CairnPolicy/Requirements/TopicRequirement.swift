/// What a trail needs of its topic: to publish.
enum TopicRequirement {
    static func statement(topicARN: String, trailARN: String) -> PolicyStatement {
        PolicyStatement(
            sid: "AWSCloudTrailSNSPolicy20131101", effect: .allow, principals: .service(RequiredPolicy.service),
            actions: .actions(["SNS:Publish"]), resources: .resources([topicARN]),
            conditions: [.source(trailARN)])
    }

    static func permission(topicARN: String, trailARN: String, account: String) -> RequiredPermission {
        RequiredPermission(
            action: "SNS:Publish", resource: topicARN, probes: [topicARN],
            context: RequiredPolicy.context(trailARN: trailARN, account: account),
            statement: statement(topicARN: topicARN, trailARN: trailARN))
    }
}
