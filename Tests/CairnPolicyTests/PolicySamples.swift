import CairnModel

@testable import CairnPolicy

/// Documents and requests that many tests begin with.
enum PolicySamples {
    static let account = "222233334444"
    static let trailARN = "arn:aws:cloudtrail:eu-west-1:222233334444:trail/audit"
    static let user = PolicyPrincipal.user(arn: "arn:aws:iam::222233334444:user/ops/dana", account: account)
    static let session = PolicyPrincipal.assumedRole(
        sessionARN: "arn:aws:sts::222233334444:assumed-role/Ops/dana", roleARN: "arn:aws:iam::222233334444:role/Ops",
        account: account)

    /// A document of one statement, given as its members without the braces.
    static func document(_ statement: String, version: String = "2012-10-17") throws -> PolicyDocument {
        try PolicyDocument(parsing: #"{"Version":"\#(version)","Statement":{\#(statement)}}"#)
    }

    /// Whether a statement with that condition allows a request with those keys.
    static func isMet(_ condition: String, _ context: PolicyContext, version: String = "2012-10-17") throws -> Bool {
        let document = try document(
            #""Effect":"Allow","Action":"*","Resource":"*","Condition":\#(condition)"#, version: version)
        let request = PolicyRequest(principal: user, action: "s3:GetObject", resource: "*", context: context)
        return document.decision(request, as: .identity).isAllowed
    }
}
