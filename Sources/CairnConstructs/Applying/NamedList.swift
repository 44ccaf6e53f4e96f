import CairnModel

/// Finds by name what the API lists page by page.
enum NamedList {
    private static let pagesMax = 100

    static func find(
        _ name: String, _ operation: String, list: String, arn: String, _ context: ApplyContext
    ) async throws -> String? {
        var input = JSONObject()
        for _ in 0..<pagesMax {
            let page = try await context.target.call("cloudtrail", operation, .object(input))
            if let found = page[list]?.arrayValue?.first(where: { $0["Name"]?.stringValue == name }) {
                return found[arn]?.stringValue
            }
            guard let next = page["NextToken"], !next.isNull else { return nil }
            input["NextToken"] = next
        }
        return nil
    }
}
