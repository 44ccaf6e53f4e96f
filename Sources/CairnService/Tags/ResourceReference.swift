import CairnAPI
import CairnModel
import CairnTrails

/// A resource of CloudTrail as a request names it, by its full ARN.
///
/// Source: Service Authorization Reference, "Resource types defined by AWS CloudTrail".
struct ResourceReference {
    let kind: ResourceKind
    let text: String
    let arn: ARN

    /// - Parameter invalidCode: the exception for a text that is no ARN; the kind's own if `nil`, where the kind is known.
    /// - Throws: ``CloudTrailError`` with that code, or `resourceTypeNotSupported` for a kind that there is not.
    init(_ text: String, otherwise invalidCode: CloudTrailError.Code? = nil) throws(CloudTrailError) {
        guard let arn = ARN(text), arn.service == "cloudtrail", !arn.partition.isEmpty, !arn.region.isEmpty,
            arn.accountID != nil
        else { throw Self.notAnARN(text, of: .trail, invalidCode ?? .cloudTrailARNInvalid) }
        guard let kind = ResourceKind.allCases.first(where: { arn.resource.hasPrefix($0.prefix) }) else {
            throw CloudTrailError(.resourceTypeNotSupported, "\(text) names a kind of resource that is not supported.")
        }
        guard kind.isValid(id: arn.resource.dropFirst(kind.prefix.count)) else {
            throw Self.notAnARN(text, of: kind, invalidCode ?? kind.invalidARN)
        }
        self.kind = kind
        self.text = text
        self.arn = arn
    }

    /// Reads the ARN of a resource of one kind.
    /// - Throws: ``CloudTrailError`` with the code given if it is anything else.
    init(_ text: String, kind: ResourceKind, otherwise code: CloudTrailError.Code) throws(CloudTrailError) {
        guard let reference = try? ResourceReference(text), reference.kind == kind else {
            throw Self.notAnARN(text, of: kind, code)
        }
        self = reference
    }

    /// - Parameter kind: the kind that the example is of.
    private static func notAnARN(
        _ text: String, of kind: ResourceKind, _ code: CloudTrailError.Code
    ) -> CloudTrailError {
        CloudTrailError(
            code,
            "\(CloudTrailError.excerpt(text)) is not the ARN of a resource of CloudTrail; those look like "
                + "arn:aws:cloudtrail:us-east-1:123456789012:\(kind.prefix)\(kind.exampleID)."
        )
    }

    /// The answer if the resource is not there.
    /// - Parameter operation: one that may not declare the exception of the kind.
    func notFound(in operation: APIOperation) -> CloudTrailError {
        let code = operation.declaredErrors.contains(kind.notFound) ? kind.notFound : .resourceNotFound
        return CloudTrailError(code, "There is no \(kind.name) \(text).")
    }
}
