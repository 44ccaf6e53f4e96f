import CairnSigning
import Testing

@Suite struct RegionSetTests {
    @Test(arguments: [
        ("us-east-1", "us-east-1", true), ("us-east-1", "us-east-2", false), ("us-east-1", "us-east-10", false),
        ("*", "eu-west-1", true), ("*", "", true), ("us-*", "us-gov-west-1", true), ("us-*", "eu-west-1", false),
        ("*-1", "ap-northeast-1", true), ("*-1", "ap-northeast-2", false), ("u*t-1", "us-east-1", true),
        ("u*t-1", "us-east-2", false), ("us-east-1,eu-*", "eu-central-1", true), (" us-east-1 , x", "us-east-1", true),
        ("", "us-east-1", false), (",", "us-east-1", false), ("us-east-1*", "us-east-1", true),
        ("*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false),
    ]) func containsWhatAPatternMatches(_ text: String, _ region: String, _ isIn: Bool) {
        #expect(RegionSet(text).contains(region) == isIn)
    }
}
