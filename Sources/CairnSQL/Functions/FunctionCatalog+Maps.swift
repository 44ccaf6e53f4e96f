extension FunctionCatalog {
    /// Functions over maps.
    static let maps: [String] = [
        "cardinality(map(K, V)) -> bigint",
        "cosine_similarity(map(varchar, double), map(varchar, double)) -> double",
        "element_at(map(K, V), K) -> V",
        "map() -> map(unknown, unknown)",
        "map(array(K), array(V)) -> map(K, V)",
        "map_concat(map(K, V), map(K, V)...) -> map(K, V)",
        "map_entries(map(K, V)) -> array(row(K, V))",
        "map_filter(map(K, V), (K, V) => boolean) -> map(K, V)",
        "map_from_entries(array(row(K, V))) -> map(K, V)",
        "map_keys(map(K, V)) -> array(K)",
        "map_values(map(K, V)) -> array(V)",
        "map_zip_with(map(K, V), map(K, W), (K, V, W) => R) -> map(K, R)",
        "multimap_from_entries(array(row(K, V))) -> map(K, array(V))",
        "transform_keys(map(K, V), (K, V) => R) -> map(R, V)",
        "transform_values(map(K, V), (K, V) => R) -> map(K, R)",
    ]
}
