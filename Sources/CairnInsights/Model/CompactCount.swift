/// Numbers of calls in few bits: small numbers exactly, large ones to three or one digits.
enum CompactCount {
    /// Fifteen bits: exact below 2048, then to one part in 2048, up to 67 million.
    static func pack15(_ count: UInt32) -> UInt16 {
        guard count >= 2048 else { return UInt16(count) }
        let shift = 20 - count.leadingZeroBitCount
        guard shift < 15 else { return 0x7fff }
        return UInt16(shift + 1) << 11 | UInt16(truncatingIfNeeded: count >> UInt32(shift)) & 0x7ff
    }

    static func unpack15(_ bits: UInt16) -> UInt32 {
        let exponent = UInt32(bits & 0x7fff) >> 11
        let mantissa = UInt32(bits & 0x7ff)
        return exponent == 0 ? mantissa : (2048 | mantissa) << (exponent - 1)
    }

    /// Eight bits, rounded up: exact below 16, then to one part in eight.
    static func pack8(_ count: UInt32) -> UInt8 {
        guard count >= 8 else { return UInt8(count) }
        var shift = 28 - count.leadingZeroBitCount
        var mantissa = count >> UInt32(shift)
        if mantissa << UInt32(shift) < count { mantissa += 1 }
        if mantissa == 16 { (mantissa, shift) = (8, shift + 1) }
        guard shift < 28 else { return 0xff }
        return UInt8(shift + 1) << 3 | UInt8(mantissa & 7)
    }

    static func unpack8(_ bits: UInt8) -> UInt32 {
        let exponent = UInt32(bits >> 3)
        let mantissa = UInt32(bits & 7)
        return exponent == 0 ? mantissa : (8 | mantissa) << min(exponent - 1, 28)
    }
}
