extension DuckDBFunctions {
    /// DuckDB counts bytes: characters beyond ASCII are replaced by others that are in neither text.
    @Sendable static func levenshtein(_ call: DuckDBCall) throws(QueryError) -> String {
        let others = #"list_distinct(regexp_extract_all($1 || $2, '[^\x00-\x7F]'))"#
        let free = "list_filter(range(1, 128), lambda {b}: strpos($1 || $2, chr(CAST({b} AS INTEGER))) = 0)"
        let characters = "list_transform(({b}).f[:len(({b}).u)], lambda {b}c: chr(CAST({b}c AS INTEGER)))"
        let replaced = ["$1", "$2"].map {
            "translate(\($0), array_to_string(({b}).u, ''), array_to_string(\(characters), ''))"
        }
        let body =
            "CASE WHEN len(({b}).u) > len(({b}).f) THEN {fail:The texts have too many different characters} "
            + "ELSE levenshtein(\(replaced.joined(separator: ", "))) END"
        return try call.expand(
            "CASE WHEN strlen($1 || $2) = length($1 || $2) THEN levenshtein($1, $2) "
                + "ELSE (list_transform([struct_pack(u := \(others), f := \(free))], lambda {b}: \(body)))[1] END")
    }

    /// From the right, every second digit is doubled, and the digits are added up.
    @Sendable static func luhn(_ call: DuckDBCall) throws(QueryError) -> String {
        let digit = "substring($1, length($1) - {b}, 1)"
        let doubled = "translate(\(digit), '0123456789', '0246813579')"
        let value = "CAST(CASE WHEN {b} % 2 = 1 THEN \(doubled) ELSE \(digit) END AS INTEGER)"
        return try call.expand(
            "CASE WHEN $1 IS NULL THEN NULL WHEN $1 = '' THEN false "
                + "WHEN NOT regexp_full_match($1, '[0-9]+') THEN {fail:Input contains non-digit character} "
                + "ELSE list_sum(list_transform(range(length($1)), lambda {b}: \(value))) % 10 = 0 END")
    }

    /// The first letter and three digits for the consonants behind it: those of one sound count once, also where `h`
    /// or `w` is between them.
    @Sendable static func soundex(_ call: DuckDBCall) throws(QueryError) -> String {
        let letters = "upper(regexp_replace($1, '[^A-Za-z]', '', 'g'))"
        var codes = "translate(left({b}, 1) || regexp_replace(substring({b}, 2), '[HW]', '', 'g'), "
        codes += "'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '01230120022455012623010202')"
        for digit in 1...6 { codes = "regexp_replace(\(codes), '\(digit)+', '\(digit)', 'g')" }
        let digits = "replace(substring(\(codes), 2), '0', '')"
        return try call.expand(
            #"CASE WHEN regexp_matches(regexp_replace($1, '[A-Za-z]', '', 'g'), '\pL') "#
                + "THEN {fail:The character is not mapped} "
                + "ELSE (list_transform([\(letters)], lambda {b}: CASE WHEN {b} = '' THEN '' "
                + "ELSE left({b}, 1) || rpad(left(\(digits), 3), 3, '0') END))[1] END")
    }

    // MARK: Maps

    @Sendable static func splitToMap(_ call: DuckDBCall) throws(QueryError) -> String {
        try splitPairs(call) { "map_from_entries(\($0))" }
    }

    @Sendable static func splitToMultimap(_ call: DuckDBCall) throws(QueryError) -> String {
        try splitPairs(call) { "{allPairs:\($0)}" }
    }

    /// Nothing behind the last delimiter is no entry.
    private static func splitPairs(_ call: DuckDBCall, _ map: (String) -> String) throws(QueryError) -> String {
        let entries = "CASE WHEN {b}[len({b})] = '' THEN {b}[1:len({b}) - 1] ELSE {b} END"
        let parts = "string_split({b}e, $3)"
        let value =
            "CASE WHEN len(\(parts)) = 2 THEN \(parts)[2] "
            + "ELSE {failText:Key-value delimiter must appear exactly once in each entry} END"
        let pairs = "list_transform(\(entries), lambda {b}e: struct_pack(k := \(parts)[1], v := \(value)))"
        return try call.expand(
            "CASE WHEN $1 IS NULL OR $2 IS NULL OR $3 IS NULL THEN NULL "
                + "WHEN $2 = '' THEN {fail:entryDelimiter is empty} WHEN $3 = '' THEN {fail:keyValueDelimiter is empty} "
                + "WHEN $2 = $3 THEN {fail:entryDelimiter and keyValueDelimiter must not be the same} "
                + "ELSE (list_transform([string_split($1, $2)], lambda {b}: \(map(pairs))))[1] END")
    }
}
