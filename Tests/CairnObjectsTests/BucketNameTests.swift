import CairnObjects
import Testing

@Suite struct BucketNameTests {
    @Test(arguments: [
        ("abc", true), ("my-bucket.logs", true), ("0a0", true), (String(repeating: "a", count: 63), true),
        ("ab", false), (String(repeating: "a", count: 64), false), ("Abc", false), ("a_b", false), ("-ab", false),
        ("ab-", false), (".ab", false), ("a..b", false), ("192.168.5.4", false), ("1.2.3.4.5", true),
        ("xn--a", false), ("sthree-a", false), ("a-s3alias", false), ("a--ol-s3", false), ("a/b", false),
        ("é-e", false),
    ])
    func namesAreThoseOfTheRules(_ name: String, _ isValid: Bool) {
        #expect(BucketName.isValid(name) == isValid)
    }
}
