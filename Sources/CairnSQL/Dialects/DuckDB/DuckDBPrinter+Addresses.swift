/// IP addresses: 16 bytes, which DuckDB compares and sorts as Trino does. An IPv4 address is mapped into IPv6.
extension DuckDBPrinter {
    private static let mapped = "00000000000000000000FFFF"

    /// The address of a text, NULL for text that is none.
    func address(of text: String) throws(QueryError) -> String {
        let octet = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
        let v4 = #"(\#(octet)\.){3}\#(octet)"#
        let group = "[0-9A-Fa-f]{1,4}"
        let v6 = "(\(group):){7}\(group)|(\(group):){6}\(v4)|((\(group):)*\(group))?::((\(group):)*(\(group)|\(v4)))?"
        return try withLambda { name throws(QueryError) in
            let octets = { (text: String) in
                "array_to_string(list_transform(string_split(\(text), '.'), "
                    + "lambda \(name)o: printf('%02X', TRY_CAST(\(name)o AS INTEGER))), '')"
            }
            let plain =
                "CASE WHEN contains(\(name), '.') THEN regexp_replace(\(name), '[^:]*$', '') || "
                + "regexp_replace(\(octets("regexp_extract(\(name), '[^:]*$')")), '(....)(....)', '\\1:\\2') "
                + "ELSE \(name) END"
            // The digits of the groups on each side of `::`.
            let groups =
                "list_transform(list_filter(string_split(\(name)s, ':'), lambda \(name)g: \(name)g <> ''), "
                + "lambda \(name)g: lpad(\(name)g, 4, '0'))"
            let sides =
                "list_transform(string_split(\(plain), '::'), "
                + "lambda \(name)s: array_to_string(\(groups), ''))"
            let filled =
                "\(name)h[1] || repeat('0', 32 - length(\(name)h[1]) - coalesce(length(\(name)h[2]), 0)) || "
                + "coalesce(\(name)h[2], '')"
            let isWhole = "len(\(name)h) = 1 OR length(\(name)h[1]) + length(\(name)h[2]) <= 28"
            let digits = "(list_transform([\(sides)], lambda \(name)h: CASE WHEN \(isWhole) THEN \(filled) END))[1]"
            let body =
                "CASE WHEN regexp_full_match(\(name), '\(v4)') THEN unhex('\(Self.mapped)' || \(octets(name))) "
                + "WHEN contains(\(name), ':') AND regexp_full_match(\(name), '\(v6)') THEN unhex(\(digits)) END"
            return "(list_transform([\(text)], lambda \(name): \(body)))[1]"
        }
    }

    /// The text of an address: of RFC 5952, or with points for a mapped one.
    func addressText(_ address: String) throws(QueryError) -> String {
        try withLambda { name throws(QueryError) in
            let octets =
                "array_to_string(list_transform([25, 27, 29, 31], "
                + "lambda \(name)i: CAST('0x' || substr(\(name), \(name)i, 2) AS INTEGER)), '.')"
            let group = "coalesce(nullif(ltrim(lower(substr(\(name), CAST(\(name)i AS INTEGER), 4)), '0'), ''), '0')"
            let groups =
                "':' || array_to_string(list_transform(range(1, 32, 4), lambda \(name)i: \(group)), ':') || ':'"
            // The first of the longest runs of zeros, if it has two at least.
            let run =
                "list_reduce(regexp_extract_all(\(name)t, '(?::0)+:'), "
                + "lambda \(name)a, \(name)b: CASE WHEN length(\(name)b) > length(\(name)a) THEN \(name)b "
                + "ELSE \(name)a END, ':0:')"
            let short =
                "CASE WHEN length(\(name)r) > 3 THEN left(\(name)t, strpos(\(name)t, \(name)r) - 1) || '::' || "
                + "substr(\(name)t, strpos(\(name)t, \(name)r) + length(\(name)r)) ELSE \(name)t END"
            let trimmed = "regexp_replace(regexp_replace(\(short), '^:([^:])', '\\1'), '([^:]):$', '\\1')"
            let text =
                "(list_transform([\(groups)], lambda \(name)t: "
                + "(list_transform([\(run)], lambda \(name)r: \(trimmed)))[1]))[1]"
            let body =
                "CASE WHEN \(name) IS NULL THEN NULL WHEN starts_with(\(name), '\(Self.mapped)') THEN \(octets) ELSE \(text) END"
            return "(list_transform([hex(\(address))], lambda \(name): \(body)))[1]"
        }
    }

    /// `contains(network, address)` for a network that is a literal: a range of addresses.
    func isInNetwork(_ network: NetworkText) -> String {
        let (first, last) = (AddressText.digits(network.first), AddressText.digits(network.last))
        let range = "$2 BETWEEN from_hex('\(first)') AND from_hex('\(last)')"
        let other = Self.mapped + "00000000"
        guard !network.address.isIPv4, first <= other, other <= last else { return "(\(range))" }
        // No IPv6 network has IPv4 addresses in it.
        return "(\(range) AND NOT starts_with(hex($2), '\(Self.mapped)'))"
    }

    /// The same for any text.
    func isInNetwork(_ network: String, _ address: String) throws(QueryError) -> String {
        let given = (network, address)
        return try withLambda { name throws(QueryError) in
            let (network, address) = ("(\(name)a).n", "(\(name)a).a")
            let base = try self.address(of: "split_part(\(network), '/', 1)")
            let prefix =
                "CASE WHEN regexp_matches(\(network), '/[+-]?[0-9]+$') "
                + "THEN TRY_CAST(substr(\(network), strpos(\(network), '/') + 1) AS INTEGER) END"
            let check = try networkCheck(
                network, address, "(\(name)b).b", "(\(name)b).p")
            let inner = "(list_transform([struct_pack(b := \(base), p := \(prefix))], lambda \(name)b: \(check)))[1]"
            return "(list_transform([struct_pack(n := \(given.0), a := \(given.1))], lambda \(name)a: \(inner)))[1]"
        }
    }

    private func networkCheck(
        _ network: String,
        _ address: String,
        _ base: String,
        _ length: String
    ) throws(QueryError) -> String {
        func bits(_ value: String) -> String { "CAST(CAST(\(value) AS BIT) AS VARCHAR)" }
        func failed(_ message: String) -> String { failure(message, type: .boolean) }
        let isV4 = "starts_with(hex(\(base)), '\(Self.mapped)')"
        let kept = "CASE WHEN \(isV4) THEN 96 ELSE 0 END + \(length)"
        let rest = "substr(\(bits(base)), 97 + \(length))"
        let isSame =
            "starts_with(hex(\(address)), '\(Self.mapped)') = \(isV4) AND "
            + "left(\(bits(base)), \(kept)) = left(\(bits(address)), \(kept))"
        return "CASE WHEN \(network) IS NULL OR \(address) IS NULL THEN NULL "
            + "WHEN NOT contains(\(network), '/') THEN \(failed("Invalid CIDR")) "
            + "WHEN \(base) IS NULL THEN \(failed("Invalid network IP address")) "
            + "WHEN coalesce(\(length), -1) < 0 THEN \(failed("Invalid prefix length")) "
            + "WHEN \(length) > CASE WHEN \(isV4) THEN 32 ELSE 128 END "
            + "THEN \(failed("Prefix length exceeds address length")) "
            + "WHEN \(isV4) AND contains(\(rest), '1') THEN \(failed("Invalid CIDR")) ELSE \(isSame) END"
    }
}
