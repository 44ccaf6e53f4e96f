import CairnAPI

/// The place of an entry in a list: the texts that the list is sorted by.
struct ListPlace: Hashable {
    let texts: [String]

    init(_ texts: [String]) { self.texts = texts }

    func precedes(_ other: Self) -> Bool { texts.lexicographicallyPrecedes(other.texts) }
}

/// Makes and reads the tokens of lists: the place of the last entry of a page.
struct ListTokenCoder {
    private let coder: PageTokenCoder

    /// - Parameter parameters: every parameter of the request but the token, as JSON text.
    init(service: CairnService, operation: APIOperation, context: RequestContext, parameters: [UInt8] = []) {
        coder = PageTokenCoder(
            key: service.configuration.tokenKey, operation: operation, context: context, parameters: parameters
        )
    }

    func token(for place: ListPlace) -> String {
        coder.token(forPlace: Array(place.texts.joined(separator: "\n").utf8))
    }

    /// - Throws: ``CloudTrailError`` with `invalidNextToken`.
    func place(of token: String) throws(CloudTrailError) -> ListPlace {
        guard let bytes = coder.place(of: token) else { throw PageTokenCoder.invalidToken }
        let texts = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        return ListPlace(texts.map(String.init))
    }
}
