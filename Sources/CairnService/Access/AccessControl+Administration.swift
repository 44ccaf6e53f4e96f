public import CairnAPI
public import CairnModel

extension AccessControl {
    /// Admits a request of the administration: signed for `cloudtrail`, and allowed an action on `*`.
    ///
    /// - Parameter isChange: whether the very same request must not be carried out twice.
    /// - Returns: whose request it is.
    /// - Throws: ``CloudTrailError`` as for a call of CloudTrail.
    public func admit(
        method: String, target: String, headers: HeaderFields, body: [UInt8], action: String, isChange: Bool,
        context: RequestContext
    ) async throws(CloudTrailError) -> AccessCaller {
        let call = try authenticate(
            method: method, target: target, headers: headers, body: body, service: "cloudtrail", context: context)
        if isChange { try call.admitOnce() }
        try await call.authorize(action, on: "*", tags: [])
        return call.credential.caller
    }
}
