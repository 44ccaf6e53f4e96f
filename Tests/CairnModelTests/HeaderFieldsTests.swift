import CairnModel
import Testing

@Suite struct HeaderFieldsTests {
    @Test func namesAreFoundWithoutRegardToCaseAndKeptAsTheyCame() {
        let fields: HeaderFields = ["X-Amz-Target": "a", "host": "b"]
        #expect(fields["x-amz-target"] == "a")
        #expect(fields["HOST"] == "b")
        #expect(fields["x-amz-targe"] == nil)
        #expect(fields.fields.map(\.name) == ["X-Amz-Target", "host"])
    }

    @Test func writingReplacesEveryFieldOfThatName() {
        var fields: HeaderFields = ["A": "1", "b": "2", "a": "3"]
        fields["a"] = "4"
        #expect(fields.fields.map(\.value) == ["2", "4"])
        fields["B"] = nil
        #expect(fields.fields.count == 1)
    }

    @Test(arguments: [("@", "`"), ("[", "{"), ("-", "\r")])
    func onlyLettersFoldTheirCase(first: String, second: String) {
        #expect(!first.equalsIgnoringASCIICase(second))
    }

    @Test(arguments: [("", ""), ("é", "é"), ("x-AMZ-é", "X-amz-é"), ("Content-Type", "content-TYPE")])
    func textsThatDifferInCaseAreEqual(first: String, second: String) {
        #expect(first.equalsIgnoringASCIICase(second))
    }

    @Test(arguments: [("a", ""), ("É", "é"), ("abc", "abd")])
    func otherTextsAreNotEqual(first: String, second: String) {
        #expect(!first.equalsIgnoringASCIICase(second))
    }
}
