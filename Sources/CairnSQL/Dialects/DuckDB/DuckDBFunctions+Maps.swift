extension DuckDBFunctions {
    /// How functions over maps are written.
    static let maps: [String: Translation] = [
        "cardinality(map(K, V))": "CAST(cardinality($1) AS BIGINT)",
        "element_at(map(K, V), K)": "$1[$2]",
        "map()": "MAP {}",
        "map(array(K), array(V))": "MAP($1, $2)",
        "map_concat(map(K, V), map(K, V)...)": "map_concat($*)",
        "map_entries(map(K, V))": "list_transform(map_entries($1), lambda {b}: row({b}.key, {b}.value))",
        "map_filter(map(K, V), (K, V) => boolean)": .special(mapFilter),
        "map_from_entries(array(row(K, V)))":
            .template(
                "map_from_entries(list_transform($1, lambda {b}: struct_pack(k := {b}[1], v := {b}[2])))"),
        "map_keys(map(K, V))": "map_keys($1)",
        "map_values(map(K, V))": "map_values($1)",
        "transform_keys(map(K, V), (K, V) => R)": .special(transformKeys),
        "transform_values(map(K, V), (K, V) => R)": .special(transformValues),
    ]
}
