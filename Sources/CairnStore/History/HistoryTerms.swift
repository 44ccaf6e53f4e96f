import CairnModel

/// What an event is found by: a scope (account, region, category) alone and with each of its attributes.
enum HistoryTerms {
    static func scope(
        account: UnsafeRawBufferPointer, region: UnsafeRawBufferPointer, category: HistoryCategory
    ) -> TermHash {
        var hash = TermHash()
        hash.add(category.rawValue)
        hash.add(account)
        hash.add(region)
        return hash
    }

    static func term(_ scope: TermHash) -> Int64 { Int64(bitPattern: scope.value) }

    static func term(_ scope: TermHash, _ attribute: LookupAttribute, _ text: UnsafeRawBufferPointer) -> Int64 {
        var hash = scope
        hash.add(attribute.rawValue)
        hash.add(text)
        return Int64(bitPattern: hash.value)
    }

    /// The term that a query looks for.
    static func term(_ query: HistoryQuery) -> Int64 {
        var account = query.account
        var region = query.region
        let scope = account.withUTF8 { account in
            region.withUTF8 { region in
                Self.scope(
                    account: UnsafeRawBufferPointer(account), region: UnsafeRawBufferPointer(region),
                    category: query.category)
            }
        }
        guard let filter = query.filter else { return term(scope) }
        var value = filter.value
        return value.withUTF8 { term(scope, filter.attribute, UnsafeRawBufferPointer($0)) }
    }
}
