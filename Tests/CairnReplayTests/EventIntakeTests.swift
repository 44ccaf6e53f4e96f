import CairnGzip
import CairnModel
import Testing

@testable import CairnReplay

@Suite struct EventIntakeTests {
    private let record = Events.json("CreateVpc", request: ["cidrBlock": "10.0.0.0/16"])

    private func plan(_ text: String) throws -> ReplayPlan { try Events.plan(bytes: Array(text.utf8)) }

    @Test func everyFormOfAnEventIsUnderstood() throws {
        let text = JSON.string(record.description).description
        let forms = [
            #"{"Records":[\#(record)]}"#, #"[\#(record)]"#, "\(record)\n", #"{"Records":[{"Records":[\#(record)]}]}"#,
            #"{"Events":[{"EventId":"e","EventTime":1772359200.0,"CloudTrailEvent":\#(text)}]}"#,
            #"{"version":"0","detail-type":"AWS API Call via CloudTrail","detail":\#(record)}"#, "[\(text)]",
        ]
        for form in forms {
            let plan = try plan(form)
            #expect(plan.counts.total == 1, "\(form.prefix(40))")
            #expect(plan.counts.toSend == 1, "\(form.prefix(40))")
            #expect(plan.problems.isEmpty, "\(form.prefix(40))")
        }
    }

    @Test func gzipIsUnpacked() throws {
        let plan = try Events.plan(bytes: try Gzip.compress(Array(#"{"Records":[\#(record)]}"#.utf8)))
        #expect(plan.counts.toSend == 1)
    }

    @Test func truncatedGzipKeepsWhatCameBefore() throws {
        let many = (0..<2000).map { index in
            Events.json("CreateVpc", id: "event-\(index)-\(index * 7919)", request: ["cidrBlock": "10.0.0.0/16"])
                .description
        }
        let whole = try Gzip.compress(Array(#"{"Records":[\#(many.joined(separator: ","))]}"#.utf8))
        let plan = try Events.plan(bytes: Array(whole.prefix(whole.count / 2)))
        #expect(plan.counts.toSend > 100)
        #expect(plan.counts.toSend < 2000)
        #expect(plan.problems.contains { $0.file == "log" && $0.message.contains("cut off") })
    }

    @Test func wrongJSONIsNamedByFileAndPlace() throws {
        let plan = try plan(#"{"Records":[\#(record),{"eventName":"X",,},{"no":"event"}]}"#)
        #expect(plan.counts.total == 1)
        #expect(plan.problems.count == 2)
        #expect(plan.problems.allSatisfy { $0.file == "log" && ($0.offset ?? 0) > 100 })
        #expect(plan.problems[0].description.hasPrefix("log at byte "))
    }

    @Test(arguments: ["{}", "[]", "null", "hello", #"{"Records":"none"}"#])
    func filesWithoutEventsAreNamed(text: String) throws {
        let plan = try plan(text)
        #expect(plan.counts.total == 0)
        #expect(plan.problems.count == 1)
    }

    @Test func digestFilesAreNoProblem() throws {
        #expect(try plan(#"{"awsAccountId":"111122223333","digestStartTime":"x","logFiles":[]}"#).problems.isEmpty)
    }

    @Test func copiesOfAnEventAreDropped() throws {
        let plan = try Events.plan([record, record, Events.json("CreateVpc", id: "other")])
        #expect(plan.counts.total == 2)
        #expect(plan.counts.duplicates == 1)
    }

    @Test func textsForBooleansAndFlattenedObjectsAreUnderstood() throws {
        let flat = Events.json(
            "CreateVpc", request: #"{"cidrBlock":"10.0.0.0/16"}"#,
            extra: ["readOnly": "false", "managementEvent": "true"])
        #expect(try Events.plan([flat]).counts.replayable == 1)
    }
}
