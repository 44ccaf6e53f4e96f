import CairnIntegrity

/// Keys that are made once for all tests: making one takes long.
enum TestKeys {
    static let first = Result {
        try DigestKey.generate(validityStart: TestTrail.origin - 86_400, validityEnd: TestTrail.origin + 3650 * 86_400)
    }
    static let second = Result {
        try DigestKey.generate(validityStart: TestTrail.origin, validityEnd: TestTrail.origin + 3650 * 86_400)
    }
}
