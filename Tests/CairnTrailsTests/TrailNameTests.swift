import CairnAPI
import CairnTrails
import Testing

@Suite struct TrailNameTests {
    @Test(arguments: ["abc", "a.b-c_d", "1.2.3", "1.2.3.4.5", "1.2.3.4444", "A9z", String(repeating: "a", count: 128)])
    func isAccepted(name: String) throws {
        try TrailName.check(name)
    }

    @Test(arguments: [
        ("", "Trail name too short. Minimum allowed length: 3 characters. Specified name length: 0 characters."),
        ("ab", "Trail name too short. Minimum allowed length: 3 characters. Specified name length: 2 characters."),
        (
            String(repeating: "a", count: 129),
            "Trail name too long. Maximum allowed length: 128 characters. Specified name length: 129 characters."
        ),
        ("-ab", "Trail name must starts with a letter or number."),
        ("ab.", "Trail name must ends with a letter or number."),
        ("trail!", "Trail name must ends with a letter or number."),
        ("?", "Trail name too short. Minimum allowed length: 3 characters. Specified name length: 1 characters."),
        (
            "my trail",
            "Trail name or ARN can only contain uppercase letters, lowercase letters, numbers, periods (.), hyphens (-), "
                + "and underscores (_)."
        ),
        (
            "träil",
            "Trail name or ARN can only contain uppercase letters, lowercase letters, numbers, periods (.), hyphens (-), "
                + "and underscores (_)."
        ),
        ("a-_b", "Trail name must not have two periods, hyphens or underscores in a row."),
        ("a..b", "Trail name must not have two periods, hyphens or underscores in a row."),
        ("192.168.5.4", "Trail name must not look like an IP address."),
    ])
    func isRefused(name: String, message: String) {
        let error = #expect(throws: CloudTrailError(.invalidTrailName, "")) { try TrailName.check(name) }
        #expect(error?.message == message)
    }
}
