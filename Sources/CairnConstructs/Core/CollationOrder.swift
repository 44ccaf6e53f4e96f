/// The order of names in templates: without regard to case, then lower case first.
///
/// For letters, digits and the usual punctuation it is the order of JavaScript's `localeCompare`.
enum CollationOrder {
    static func precedes(_ left: String, _ right: String) -> Bool {
        let folded = (left.lowercased(), right.lowercased())
        return folded.0 == folded.1 ? left > right : folded.0 < folded.1
    }
}
