/// Hashes and encodings of bytes, with DuckDB's strings of bits where it has no function.
extension DuckDBFunctions {
    static let binary: [String: Translation] = [
        "crc32(varbinary)": .special(crc32),
        "from_base32(varchar)": .special(fromBase32),
        "from_base32(varbinary)": .special(fromBase32),
        "from_base64(varchar)": .template(fromBase64("$1")),
        "from_base64(varbinary)": .template(fromBase64("decode($1)")),
        "from_base64url(varchar)": .template(fromBase64URL("$1")),
        "from_base64url(varbinary)": .template(fromBase64URL("decode($1)")),
        "from_big_endian_32(varbinary)": .template(fromBits(4, "expected 4-byte input")),
        "from_big_endian_64(varbinary)": .template(fromBits(8, "expected 8-byte input")),
        "from_hex(varchar)": .template(fromHex("$1")),
        "from_hex(varbinary)": .template(fromHex("decode($1)")),
        "from_ieee754_32(varbinary)":
            .template(fromBits(4, "Input floating-point value must be exactly 4 bytes long")),
        "from_ieee754_64(varbinary)":
            .template(fromBits(8, "Input floating-point value must be exactly 8 bytes long")),
        "from_utf8(varbinary)": "decode($1)",
        "from_utf8(varbinary, varchar)": .special(fromUTF8),
        "hmac_md5(varbinary, varbinary)": hmac("md5"),
        "hmac_sha1(varbinary, varbinary)": hmac("sha1"),
        "hmac_sha256(varbinary, varbinary)": hmac("sha256"),
        "md5(varbinary)": "unhex(md5($1))",
        "sha1(varbinary)": "unhex(sha1($1))",
        "sha256(varbinary)": "unhex(sha256($1))",
        "to_base32(varbinary)": .special(toBase32),
        "to_base64(varbinary)": "to_base64($1)",
        "to_base64url(varbinary)": "translate(to_base64($1), '+/', '-_')",
        "to_big_endian_32(integer)": "CAST(CAST(CAST($1 AS INTEGER) AS BIT) AS BLOB)",
        "to_big_endian_64(bigint)": "CAST(CAST(CAST($1 AS BIGINT) AS BIT) AS BLOB)",
        "to_hex(varbinary)": "hex($1)",
        "to_ieee754_32(real)": "CAST(CAST(CASE WHEN isnan($1) THEN 'NaN'::FLOAT ELSE $1 END AS BIT) AS BLOB)",
        "to_ieee754_64(double)": "CAST(CAST(CASE WHEN isnan($1) THEN 'NaN'::DOUBLE ELSE $1 END AS BIT) AS BLOB)",
        "to_utf8(varchar)": "encode($1)",
    ]

    private static func fromBits(_ count: Int, _ failure: String) -> String {
        "CASE WHEN octet_length($1) = \(count) THEN CAST(CAST($1 AS BIT) AS {type}) "
            + "WHEN $1 IS NOT NULL THEN {fail:\(failure)} END"
    }

    private static func fromHex(_ text: String) -> String {
        "CASE WHEN length(\(text)) % 2 = 1 THEN {fail:invalid input length} ELSE unhex(\(text)) END"
    }

    /// Java takes texts without the signs that fill up the last four.
    private static func fromBase64(_ text: String) -> String {
        "from_base64(CASE WHEN contains(\(text), '=') THEN \(text) "
            + "ELSE \(text) || repeat('=', (4 - length(\(text)) % 4) % 4 % 3) END)"
    }

    private static func fromBase64URL(_ text: String) -> String {
        "CASE WHEN regexp_matches(\(text), '[+/]') THEN {fail:Illegal base64 character} "
            + "ELSE \(fromBase64("translate(\(text), '-_', '+/')")) END"
    }

    @Sendable private static func fromUTF8(_ call: DuckDBCall) throws(QueryError) -> String {
        guard let text = call.arguments[1].literalText, text.unicodeScalars.count <= 1 else {
            throw call.refused("The replacement must be a literal of no or one character", argument: 1)
        }
        return try call.expand("decode($1)")
    }

    // MARK: Base 32

    private static let digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"

    @Sendable private static func toBase32(_ call: DuckDBCall) throws(QueryError) -> String {
        let bits = "CAST(CAST($1 AS BIT) AS VARCHAR)"
        let groups = "regexp_extract_all(\(bits) || '0000', '.{5}')"
        let letter = "substring('\(digits)', CAST(CAST({b} AS BIT) AS INTEGER) + 1, 1)"
        let text = "array_to_string(list_transform(\(groups), lambda {b}: \(letter)), '')"
        return try call.expand(
            "CASE WHEN octet_length($1) = 0 THEN '' "
                + "ELSE \(text) || repeat('=', 7 - (octet_length($1) * 8 + 4) // 5 % 8 + 1 - 8 * "
                + "CAST((octet_length($1) * 8 + 4) // 5 % 8 = 0 AS INTEGER)) END")
    }

    @Sendable private static func fromBase32(_ call: DuckDBCall) throws(QueryError) -> String {
        let source = call.arguments[0].type == .varbinary ? "decode($1)" : "$1"
        let text = "rtrim(\(source), '=')"
        let bits = "right(CAST(CAST(CAST(strpos('\(digits)', {b}) - 1 AS INTEGER) AS BIT) AS VARCHAR), 5)"
        let all = "array_to_string(list_transform(string_split(\(text), ''), lambda {b}: \(bits)), '')"
        let bytes = "CAST(CAST(left(\(all), length(\(text)) * 5 // 8 * 8) AS BIT) AS BLOB)"
        return try call.expand(
            "CASE WHEN $1 IS NULL THEN NULL WHEN \(text) = '' THEN ''::BLOB "
                + "WHEN length(\(text)) % 8 IN (1, 3, 6) THEN {fail:Invalid input length} "
                + "WHEN regexp_matches(\(text), '[^A-Z2-7]') THEN {fail:Unrecognized character} ELSE \(bytes) END")
    }

    // MARK: Hashes

    private static func hmac(_ hash: String) -> Translation {
        .special { call throws(QueryError) in
            let short = "CASE WHEN octet_length($2) > 64 THEN \(hash)($2) ELSE hex($2) END"
            let key = "CAST(unhex(rpad(\(short), 128, '0')) AS BIT)"
            func pad(_ byte: String) -> String {
                "CAST(xor({b}, CAST(unhex(repeat('\(byte)', 64)) AS BIT)) AS BLOB)"
            }
            let inner = "unhex(\(hash)(\(pad("36")) || $1))"
            return try call.expand(
                "CASE WHEN octet_length($2) = 0 THEN {fail:Empty key} WHEN $1 IS NOT NULL AND $2 IS NOT NULL THEN "
                    + "(list_transform([\(key)], lambda {b}: unhex(\(hash)(\(pad("5c")) || \(inner)))))[1] END")
        }
    }

    /// Bit by bit, the lowest of each byte first.
    @Sendable private static func crc32(_ call: DuckDBCall) throws(QueryError) -> String {
        let bytes = "regexp_extract_all(CAST(CAST($1 AS BIT) AS VARCHAR), '.{8}')"
        let bits = "flatten(list_transform(\(bytes), lambda {b}: list_reverse(string_split({b}, ''))))"
        let items = "list_transform(\(bits), lambda {b}: CAST({b} AS BIGINT))"
        let step = "xor({b}c >> 1, (xor({b}c, {b}d) & 1) * 3988292384)"
        return try call.expand(
            "CASE WHEN octet_length($1) = 0 THEN 0 WHEN $1 IS NOT NULL THEN "
                + "xor(list_reduce(list_prepend(4294967295, \(items)), lambda {b}c, {b}d: \(step)), 4294967295) END")
    }
}
