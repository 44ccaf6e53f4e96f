import CairnModel
import Testing

@testable import CairnReplay

@Suite struct IDMapTests {
    private func learned(_ recorded: JSON, _ answered: JSON) -> IDMap {
        var map = IDMap()
        map.learn(recorded: recorded, answered: answered)
        return map
    }

    @Test func identifiersAreRewrittenWhereverTheyStand() {
        let map = learned(["vpc": ["vpcId": "vpc-0aaa1111"]], ["vpc": ["vpcId": "vpc-0bbb2222"]])
        #expect(map.rewriting("vpc-0aaa1111") == "vpc-0bbb2222")
        #expect(map.rewriting("arn:aws:ec2:eu-west-1:1:vpc/vpc-0aaa1111") == "arn:aws:ec2:eu-west-1:1:vpc/vpc-0bbb2222")
        #expect(map.rewriting(#"{"Resource":["x/vpc-0aaa1111/*"]}"#) == #"{"Resource":["x/vpc-0bbb2222/*"]}"#)
        #expect(map.rewriting("my-vpc-0aaa1111-box") == "my-vpc-0aaa1111-box")
    }

    @Test func arnsWithSuffixesAreRewrittenWhole() {
        let old = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf"
        let new = "arn:aws:secretsmanager:eu-west-1:444455556666:secret:db-GhIjKl"
        let map = learned(["arn": .string(old)], ["arn": .string(new)])
        #expect(map.rewriting(old) == new)
        #expect(map.rewriting("[\(old), \(old):*]") == "[\(new), \(new):*]")
        // The target has but one account.
        #expect(map.rewriting("arn:aws:iam::111122223333:role/r") == "arn:aws:iam::444455556666:role/r")
    }

    @Test func addressesOfQueuesAreRewritten() {
        let old = "https://sqs.eu-west-1.amazonaws.com/111122223333/q"
        let map = learned(["queueUrl": .string(old)], ["queueUrl": "http://127.0.0.1:5000/444455556666/q"])
        #expect(map.rewriting(old) == "http://127.0.0.1:5000/444455556666/q")
    }

    static let unlearned: [(JSON, JSON)] = [
        (["createDate": "Jul 10, 2023 12:25:04 PM"], ["createDate": "Nov 21, 2026 5:25:04 PM"]),
        (["at": "2026-03-01T10:00:00Z"], ["at": "2026-03-02T10:00:00Z"]),
        (["requestId": "8f5c0d3e-0000"], ["requestId": "9f5c0d3e-0000"]),
        (["availabilityZone": "eu-west-1"], ["availabilityZone": "us-east-1"]),
        (["state": "available"], ["state": "pending"]),
        (["engineVersion": "10.6.8-MariaDB"], ["engineVersion": "10.6.9-MariaDB"]),
    ]

    @Test(arguments: unlearned)
    func whatIsNoIdentifierIsNotLearned(recorded: JSON, answered: JSON) {
        #expect(learned(recorded, answered).count == 0)
    }

    @Test func givenAccountsWinOverLearnedOnes() {
        var map = IDMap()
        map.accounts = ["111122223333": "777788889999"]
        map.learn(
            recorded: ["arn": "arn:aws:iam::111122223333:user/a1234567"],
            answered: ["arn": "arn:aws:iam::444455556666:user/a1234567"])
        #expect(map.rewriting("arn:aws:iam::111122223333:role/r") == "arn:aws:iam::777788889999:role/r")
    }

    @Test func theRestGoesWhereTheStarSays() {
        var map = IDMap()
        map.accounts = ["*": "123456789012"]
        map.regions = ["*": "us-east-1", "eu-west-1": "eu-central-1"]
        #expect(
            map.rewriting("arn:aws:sns:ap-south-1:111122223333:t") == "arn:aws:sns:us-east-1:123456789012:t")
        #expect(map.rewriting("eu-west-1a") == "eu-central-1a")
        #expect(map.rewriting("us-gov-west-1a") == "us-east-1a")
    }

    @Test func aSavedMapIsTheSame() throws {
        var map = learned(
            ["a": ["vpcId": "vpc-0aaa1111", "arn": "arn:aws:x:eu-west-1:111122223333:y/z-12345678"]],
            ["a": ["vpcId": "vpc-0bbb2222", "arn": "arn:aws:x:eu-west-1:444455556666:y/z-87654321"]])
        map.regions = ["eu-west-1": "us-east-1"]
        let again = try IDMap(json: try JSON(parsing: map.json.description))
        #expect(again.json == map.json)
        for text in ["vpc-0aaa1111", "arn:aws:x:eu-west-1:111122223333:y/z-12345678", "111122223333", "eu-west-1c"] {
            #expect(again.rewriting(text) == map.rewriting(text))
        }
    }

    @Test(arguments: ["[]", "{}", #"{"ids":{"a":1}}"#, #"{"ids":[]}"#])
    func otherDocumentsAreNoMaps(text: String) throws {
        let json = try JSON(parsing: text)
        #expect(throws: ReplayError.self) { try IDMap(json: json) }
    }
}
