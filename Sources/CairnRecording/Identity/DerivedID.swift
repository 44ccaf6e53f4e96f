/// Ids in IAM's form for users and roles whose real id never passed by: always the same for the same name.
enum DerivedID {
    static func user(_ name: String, accountID: String) -> String { id("AIDA", "user/", accountID, name) }
    static func role(_ name: String, accountID: String) -> String { id("AROA", "role/", accountID, name) }

    /// A prefix and 17 characters of base 32, 21 in all, as IAM's own ids are.
    private static func id(_ prefix: String, _ parts: String...) -> String {
        var low: UInt64 = 0xcbf2_9ce4_8422_2325
        var high: UInt64 = 0x6c62_272e_07bb_0142
        for part in parts {
            for byte in part.utf8 {
                low = (low ^ UInt64(byte)) &* 0x100_0000_01b3
                high = (high ^ UInt64(byte) &+ low) &* 0x100_0000_01b3
            }
        }
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
        var text = Array(prefix.utf8)
        for index in 0..<17 {
            let word = index < 9 ? high : low
            text.append(digits[Int(word >> UInt64(5 * (index % 9)) & 31)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
