import CairnModel
import CairnWire
import Testing

@testable import CairnRecording

@Suite struct ErrorMessageScrubberTests {
    private static let input = WireValue.structure([
        .init("Name", .string("shown-name")), .init("Password", .string("hunter2!")),
        .init("Nested", .list([.map([.init("k", .string("deep-secret"))])])), .init("Short", .string("abc")),
    ])

    @Test func whatTheRecordHidesIsHiddenInTheMessageToo() {
        let message = ErrorMessageScrubber.scrub(
            "Value 'hunter2!' of shown-name and deep-secret, abc", input: Self.input, shown: ["name": "shown-name"])
        #expect(
            message == "Value 'HIDDEN_DUE_TO_SECURITY_REASONS' of shown-name and HIDDEN_DUE_TO_SECURITY_REASONS, abc")
    }

    @Test func quotedPartOfWhatIsHiddenIsHidden() {
        let input = WireValue.structure([.init("Sql", .string("select * from t where p = 'hunter2!'"))])
        let message = ErrorMessageScrubber.scrub(
            #"No such value: "hunter2!", 't2'"#, input: input, shown: ["sql": "***OMITTED***"])
        #expect(message == #"No such value: "HIDDEN_DUE_TO_SECURITY_REASONS", 't2'"#)
    }

    @Test func otherMessagesStayAsTheyAre() {
        #expect(ErrorMessageScrubber.scrub("Rate exceeded", input: Self.input, shown: .null) == "Rate exceeded")
    }
}
