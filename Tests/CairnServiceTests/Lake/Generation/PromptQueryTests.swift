import Testing

@testable import CairnService

/// What prompts are refused for; the rows of those that are answered are judged in Tests/EndToEnd/test_lake_prompts.py.
@Suite struct PromptQueryTests {
    private func refusal(_ prompt: String) -> String? {
        do {
            _ = try PromptQuery(store: "store", now: TestService.now).statement(for: prompt)
            return nil
        } catch {
            return error.message
        }
    }

    @Test func everyWordMustBeUnderstood() {
        let known = "Show me all events from IP address 10.0.0.1 made by root in the past week"
        #expect(refusal(known) == nil)
        let words = known.split(separator: " ")
        for place in 0...words.count {
            let prompt = (words[..<place] + ["zebra"] + words[place...]).joined(separator: " ")
            #expect(refusal(prompt) != nil, "\(prompt)")
        }
    }

    @Test(arguments: ["not", "except", "or", "by", "each", "most", "unless", "never", "only", "no"])
    func wordsThatChangeTheMeaningAreNeverPassedOver(_ word: String) throws {
        let plain = try PromptQuery(store: "store", now: 0).statement(for: "errors by root in us-east-1")
        let words = ["errors", "by", "root", "in", "us-east-1"]
        for place in 0...words.count {
            let prompt = (words[..<place] + [word] + words[place...]).joined(separator: " ")
            let statement = try? PromptQuery(store: "store", now: 0).statement(for: prompt)
            // `errors by by root` says nothing else.
            #expect(statement != plain || (word == "by" && place < 3), "\(prompt)")
        }
    }

    @Test func namesAreLiterals() throws {
        let statement = try PromptQuery(store: "store", now: 0).statement(for: "events of user \"x' OR 1=1\"")
        #expect(statement.contains("userIdentity.userName = 'x'' OR 1=1'"))
    }

    @Test func noPhraseIsDefinedTwice() {
        var seen: Set<String> = []
        for (phrase, _) in PromptLexicon.definitions {
            #expect(phrase == phrase.lowercased())
            #expect(seen.insert(phrase).inserted, "\(phrase)")
        }
        for thing in PromptDeeds.things.values { #expect(thing.operations.values.allSatisfy { !$0.isEmpty }) }
    }

    @Test func anyPromptEndsWithoutATrap() {
        var state: UInt64 = 42
        let words =
            Array(PromptLexicon.vocabulary).sorted() + [
                "10.0.0.1", "alice", "'a b'", "2026-03-01", "RunInstances", "5",
            ]
        for _ in 0..<2000 {
            var prompt: [String] = []
            for _ in 0..<8 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                prompt.append(words[Int(state >> 33) % words.count])
            }
            _ = refusal(prompt.joined(separator: " "))
        }
    }
}
