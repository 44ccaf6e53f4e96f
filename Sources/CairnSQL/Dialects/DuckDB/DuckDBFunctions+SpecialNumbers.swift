extension DuckDBFunctions {
    // MARK: Digits

    /// The rounding of a decimal, which DuckDB does for literal places only.
    private static func places(
        _ call: DuckDBCall,
        _ function: String,
        _ reach: (Int, Int) -> Bool
    ) throws(QueryError) -> String {
        guard let value = call.arguments[0].type.asDecimal else { throw call.refused("A decimal is expected") }
        let (precision, scale) = value
        func rounded(_ digits: Int) -> String {
            if digits >= scale { return "CAST($1 AS {type})" }
            if reach(precision, precision - scale + digits) { return "CAST($1 * 0 AS {type})" }
            // DuckDB gives a type without places for them, which must hold what was rounded up.
            return "CAST(\(function)(CAST($1 AS DECIMAL(\(min(38, precision + 1)), \(scale))), \(digits)) AS {type})"
        }
        if let digits = call.arguments[1].literalInteger {
            return try call.expand(rounded(max(-40, min(40, digits))))
        }
        let inner = (scale - precision - 1...scale).reversed()
        let branches = inner.dropFirst().dropLast().map { "WHEN \($0) THEN \(rounded($0))" }.joined(separator: " ")
        return try call.expand(
            "CASE WHEN $1 IS NULL OR $2 IS NULL THEN NULL WHEN $2 >= \(scale) THEN \(rounded(scale)) "
                + "ELSE CASE $2 \(branches) ELSE CAST(0 AS {type}) END END")
    }

    /// Short decimals of which no digit is left are nothing in Trino, also where they would be rounded up.
    @Sendable static func roundDecimal(_ call: DuckDBCall) throws(QueryError) -> String {
        try places(call, "round") { precision, left in left < 0 || (left == 0 && precision < 18) }
    }

    @Sendable static func truncateDecimal(_ call: DuckDBCall) throws(QueryError) -> String {
        try places(call, "trunc") { _, left in left <= 0 }
    }

    // MARK: Bits

    @Sendable static func bitCount(_ call: DuckDBCall) throws(QueryError) -> String {
        let limit = "CAST(pow(2, $2 - 1) AS HUGEINT)"
        let low =
            "CAST(CAST(right(CAST(CAST(CAST($1 AS BIGINT) AS BIT) AS VARCHAR), CAST($2 AS INTEGER)) AS BIT) AS BIT)"
        return try call.expand(
            "CASE WHEN $1 IS NULL OR $2 IS NULL THEN NULL WHEN $2 = 64 THEN CAST(bit_count(CAST($1 AS BIGINT)) AS BIGINT) "
                + "WHEN $2 < 2 OR $2 > 64 THEN {fail:Bits specified in bit_count must be between 2 and 64} "
                + "WHEN $1 >= \(limit) OR $1 < - \(limit) "
                + "THEN {fail:Number must be representable with the bits specified} "
                + "ELSE CAST(bit_count(\(low)) AS BIGINT) END")
    }

    /// As in Java, of a distance below 64 the lowest bits count.
    static func shift(_ sign: String) -> Translation {
        .template(
            "CASE WHEN $2 >= 64 THEN CAST($1 & 0 AS {type}) WHEN $2 & 63 = 0 THEN $1 "
                + "ELSE CAST(CAST(CAST($1 AS {type}) AS BIT) \(sign) CAST($2 & 63 AS INTEGER) AS {type}) END")
    }

    // MARK: Buckets and intervals

    static let widthBucket: String = {
        let low = "least($2, $3)"
        let high = "greatest($2, $3)"
        // The sum is cut, not rounded, and taken in this order.
        let place = "CAST(trunc($4::DOUBLE * ($1 - \(low)) / (\(high) - \(low)) + 1) AS BIGINT)"
        let bucket = "CASE WHEN $1 < \(low) THEN 0 WHEN $1 >= \(high) THEN $4 + 1 ELSE \(place) END"
        return "CASE WHEN $1 IS NULL OR $2 IS NULL OR $3 IS NULL OR $4 IS NULL THEN NULL "
            + "WHEN $4 <= 0 THEN {fail:bucketCount must be greater than 0} "
            + "WHEN isnan($1) THEN {fail:operand must not be NaN} "
            + "WHEN NOT isfinite($2) THEN {fail:first bound must be finite} "
            + "WHEN NOT isfinite($3) THEN {fail:second bound must be finite} "
            + "WHEN $2 = $3 THEN {fail:bounds cannot equal each other} "
            + "WHEN $2 > $3 THEN $4 - \(bucket) + 1 ELSE \(bucket) END"
    }()

    static let widthBucketOfBins =
        "CASE WHEN $1 IS NULL OR $2 IS NULL THEN NULL WHEN len($2) = 0 THEN {fail:Bins cannot be an empty array} "
        + "WHEN isnan($1) THEN {fail:Operand cannot be NaN} "
        + "WHEN list_contains(list_transform($2, lambda {b}: isfinite({b})), false) "
        + "OR len(list_filter($2, lambda {b}: {b} IS NULL)) > 0 THEN {fail:Bin value must be finite} "
        + "WHEN $2 <> list_sort($2) THEN {fail:Bin values are not sorted in ascending order} "
        + "ELSE len(list_filter($2, lambda {b}: {b} <= $1)) END"

    static func wilson(_ sign: String) -> Translation {
        let (n, p) = ("CAST($2 AS DOUBLE)", "(CAST($1 AS DOUBLE) / $2)")
        let root = "sqrt(\(p) * (1 - \(p)) / \(n) + $3 * $3 / (4 * \(n) * \(n)))"
        return .template(
            "CASE WHEN $1 IS NULL OR $2 IS NULL OR $3 IS NULL THEN NULL "
                + "WHEN $1 < 0 THEN {fail:number of successes must not be negative} "
                + "WHEN $2 <= 0 THEN {fail:number of trials must be positive} "
                + "WHEN $1 > $2 THEN {fail:number of successes must not be larger than number of trials} "
                + "WHEN $3 < 0 THEN {fail:z-score must not be negative} "
                + "ELSE (\(p) + $3 * $3 / (2 * \(n)) \(sign) $3 * \(root)) / (1 + $3 * $3 / \(n)) END")
    }

    // MARK: Chance

    static let randomBelow =
        "CASE WHEN $1 <= 0 THEN {fail:bound must be positive} ELSE CAST(floor(random() * $1) AS {type}) END"

    static let randomBetween =
        "CASE WHEN $1 >= $2 THEN {fail:start value must be less than stop value} "
        + "ELSE CAST($1 + CAST(floor(random() * ($2 - $1)) AS BIGINT) AS {type}) END"

    // MARK: Sizes

    /// Three digits and a letter for the thousands; numbers below zero have two places in every case.
    @Sendable static func formatNumber(_ call: DuckDBCall) throws(QueryError) -> String {
        var value = call.arguments[0].type == .double ? "trunc($1)" : "CAST($1 AS DOUBLE)"
        value = "(CASE WHEN \(value) >= 9223372036854775807 THEN 9223372036854775807::DOUBLE ELSE \(value) END)"
        let steps = "list_filter([1e3, 1e6, 1e9, 1e12, 1e15], lambda {b}u: abs({b}) >= {b}u)"
        let scaled = "{b} / coalesce(list_max(\(steps)), 1)"
        func digits(_ places: Int) -> String {
            let number = "CAST(CAST(printf('%.30f', \(scaled)) AS DECIMAL(38, \(places))) AS VARCHAR)"
            return places == 0 ? number : "rtrim(rtrim(\(number), '0'), '.')"
        }
        let unit = "CASE len(\(steps)) WHEN 0 THEN '' WHEN 1 THEN 'K' WHEN 2 THEN 'M' WHEN 3 THEN 'B' "
        return try call.expand(
            "CASE WHEN $1 IS NOT NULL THEN (list_transform([\(value)], lambda {b}: "
                + "CASE WHEN \(scaled) < 10 THEN \(digits(2)) WHEN \(scaled) < 100 THEN \(digits(1)) "
                + "ELSE \(digits(0)) END || \(unit)WHEN 4 THEN 'T' ELSE 'Q' END))[1] END")
    }

    @Sendable static func parseDataSize(_ call: DuckDBCall) throws(QueryError) -> String {
        let units = ["B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"]
        var factors = ""
        for (power, unit) in units.enumerated() { factors += " WHEN '\(unit)' THEN \(Self.power(power))" }
        let factor = "CAST(CASE regexp_extract($1, '[A-Za-z]+$')\(factors) END AS HUGEINT)"
        let whole = "coalesce(TRY_CAST(regexp_extract($1, '^[0-9]+') AS HUGEINT), 0)"
        let fraction = #"regexp_extract($1, '^[0-9]*\.([0-9]+)', 1)"#
        let part = "CASE WHEN \(fraction) = '' THEN 0 ELSE CAST(\(fraction) AS HUGEINT) * {b} "
        let size = "\(whole) * {b} + \(part)// CAST(pow(10, length(\(fraction))) AS HUGEINT) END"
        return try call.expand(
            "CASE WHEN $1 IS NULL THEN NULL "
                + #"WHEN regexp_full_match($1, '([0-9]+\.?[0-9]*|\.[0-9]+)(B|kB|MB|GB|TB|PB|EB|ZB|YB)') "#
                + "THEN CAST((list_transform([\(factor)], lambda {b}: \(size)))[1] AS {type}) "
                + "ELSE {fail:Invalid data size} END")
    }

    /// 1024 to a power, in decimal.
    private static func power(_ exponent: Int) -> String {
        [
            "1", "1024", "1048576", "1073741824", "1099511627776", "1125899906842624", "1152921504606846976",
            "1180591620717411303424", "1208925819614629174706176",
        ][exponent]
    }
}
