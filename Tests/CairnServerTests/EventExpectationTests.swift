import CairnModel
import CairnStore
import Logging
import Testing

@testable import CairnServer

@Suite struct EventExpectationTests {
    private let now = 1_772_359_502.0

    private func search(_ records: [JSON]) async throws -> EventSearch {
        let journal = try Journal(storage: MemorySegmentStorage(), logger: Logger(label: "test"))
        if !records.isEmpty { try await journal.append(records.map { Array($0.description.utf8) }) }
        return EventSearch(journal: journal, floor: JournalFloor())
    }

    private func event(_ name: String, at time: Double) -> JSON {
        ["eventTime": .string(ISO8601.string(epochSeconds: Int64(time))), "eventName": .string(name)]
    }

    private func expectation(
        _ name: String, count: Int = 1, within: Duration = .seconds(20), since: Double? = nil
    ) -> EventExpectation {
        EventExpectation(
            criteria: EventCriteria(eventName: name), count: count, within: within, since: since ?? now - 60)
    }

    @Test func anEventThatIsThereAlreadyIsEnough() async throws {
        let outcome = try await expectation("A").wait(search([event("A", at: now)]))
        #expect(outcome.isSatisfied && outcome.found == 1)
        #expect(outcome.events.first?["eventName"] == "A")
    }

    @Test func anEventThatComesLaterEndsTheWait() async throws {
        let search = try await search([event("B", at: now)])
        async let outcome = expectation("A").wait(search)
        try await search.journal.append([Array(event("A", at: now).description.utf8)])
        #expect(try await outcome.isSatisfied)
    }

    @Test func tooFewEventsAreNotEnough() async throws {
        let outcome = try await expectation("A", count: 2, within: .milliseconds(50)).wait(
            search([event("A", at: now)]))
        #expect(!outcome.isSatisfied && outcome.found == 1)
    }

    @Test func olderEventsDoNotCount() async throws {
        let outcome = try await expectation("A", within: .milliseconds(50)).wait(search([event("A", at: now - 61)]))
        #expect(!outcome.isSatisfied)
    }

    @Test func noneExpectedHoldsOnlyIfNoneComesInTheWholeTime() async throws {
        let quiet = try await expectation("A", count: 0, within: .milliseconds(50)).wait(search([event("B", at: now)]))
        #expect(quiet.isSatisfied)
        let broken = try await expectation("A", count: 0).wait(search([event("A", at: now)]))
        #expect(!broken.isSatisfied && broken.found == 1)
    }

    @Test func whatAResetHasHiddenDoesNotCount() async throws {
        let search = try await search([event("A", at: now)])
        search.floor.raise(to: search.journal.end.sequence)
        let outcome = try await expectation("A", within: .milliseconds(50)).wait(search)
        #expect(!outcome.isSatisfied)
    }
}
