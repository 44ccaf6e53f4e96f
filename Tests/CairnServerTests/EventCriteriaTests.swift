import CairnModel
import CairnServer
import Testing

@Suite struct EventCriteriaTests {
    private let record: JSON = [
        "userIdentity": [
            "type": "AssumedRole", "arn": "arn:aws:sts::222233334444:assumed-role/deployer/ci-77",
        ],
        "eventSource": "s3.amazonaws.com", "eventName": "CreateBucket",
        "requestParameters": ["bucketName": "box", "size": 5, "tags": [["key": "k"]], "locked": true],
        "resources": [["ARN": "arn:aws:s3:::box-two"], ["ARN": "arn:aws:kms:eu-west-1:222233334444:key/k-1"]],
    ]

    @Test(arguments: [
        EventCriteria(), EventCriteria(eventName: "CreateBucket"), EventCriteria(eventName: "Create*"),
        EventCriteria(eventSource: "s3"), EventCriteria(eventSource: "s3.amazonaws.com"), EventCriteria(user: "ci-77"),
        EventCriteria(user: "deployer"), EventCriteria(resource: "box"), EventCriteria(resource: "box-two"),
        EventCriteria(resource: "k-1"), EventCriteria(errorCode: "none"),
        EventCriteria(fields: ["requestParameters.size": "5", "requestParameters.tags.0.key": "k"]),
        EventCriteria(fields: ["requestParameters.locked": "true"]),
    ])
    func fulfilledCriteriaMatch(criteria: EventCriteria) {
        #expect(criteria.matches(record))
    }

    @Test(arguments: [
        EventCriteria(eventName: "DeleteBucket"), EventCriteria(eventName: "create*"),
        EventCriteria(eventSource: "s3x"),
        EventCriteria(user: "ci"), EventCriteria(resource: "bo"), EventCriteria(resource: "two"),
        EventCriteria(errorCode: "any"), EventCriteria(errorCode: "NoSuchBucket"),
        EventCriteria(fields: ["requestParameters.absent": ""]),
        EventCriteria(eventName: "CreateBucket", eventSource: "sqs"),
    ])
    func oneCriterionThatFailsIsEnough(criteria: EventCriteria) {
        #expect(!criteria.matches(record))
    }

    @Test func theRootUserIsFoundByName() {
        #expect(EventCriteria(user: "root").matches(["userIdentity": ["type": "Root"]]))
    }

    @Test func criteriaSurviveTheirJSON() throws {
        let criteria = EventCriteria(
            eventName: "a", eventSource: "b", user: "c", resource: "d", errorCode: "e", fields: ["f.g": "h"])
        #expect(try EventCriteria(json: criteria.json) == criteria)
    }

    @Test func aMisspeltMemberIsNamed() {
        #expect(throws: InvalidCriteria(member: "eventname")) { try EventCriteria(json: ["eventname": "x"]) }
        #expect(throws: InvalidCriteria(member: "user")) { try EventCriteria(json: ["user": 5]) }
    }
}
