import CairnModel

@testable import CairnReplay

/// Records as log files hold them, with only what a test is about.
enum Events {
    static func json(
        _ name: String, _ source: String = "ec2", id: String? = nil, time: String = "2026-03-01T10:00:00Z",
        request: JSON = .null, response: JSON = .null, extra: JSONObject = JSONObject()
    ) -> JSON {
        var object: JSONObject = [
            "eventVersion": "1.11", "eventTime": .string(time), "eventSource": .string("\(source).amazonaws.com"),
            "eventName": .string(name), "awsRegion": "eu-west-1", "requestParameters": request,
            "responseElements": response, "eventID": .string(id ?? "\(name)-\(time)-\(request.description.utf8.count)"),
            "readOnly": false, "eventType": "AwsApiCall", "managementEvent": true,
            "recipientAccountId": "111122223333",
        ]
        for member in extra.members { object[member.key] = member.value }
        return .object(object)
    }

    static func event(
        _ name: String, _ source: String = "ec2", id: String? = nil, time: String = "2026-03-01T10:00:00Z",
        request: JSON = .null, response: JSON = .null, extra: JSONObject = JSONObject()
    ) throws -> RecordedEvent {
        let json = json(name, source, id: id, time: time, request: request, response: response, extra: extra)
        guard let event = json.objectValue.flatMap(RecordedEvent.init) else { throw NoEvent() }
        return event
    }

    struct NoEvent: Error {}

    /// A plan of these events, read as one log file.
    static func plan(_ records: [JSON], selector: EventSelector = EventSelector()) throws -> ReplayPlan {
        let file: JSON = ["Records": .array(records)]
        return try plan(bytes: Array(file.description.utf8), selector: selector)
    }

    static func plan(bytes: [UInt8], selector: EventSelector = EventSelector()) throws -> ReplayPlan {
        let builder = try PlanBuilder(
            judgement: EventJudgement(selector: selector, preparation: CallPreparation()))
        var file = PlanFile("log", isInOrder: false)
        bytes.withUnsafeBytes { builder.feed($0, of: &file) }
        try builder.finish(&file)
        return builder.plan()
    }
}
