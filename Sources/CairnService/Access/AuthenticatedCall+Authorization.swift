import CairnAPI
import CairnModel
import CairnPolicy
import CairnSigning

extension AuthenticatedCall {
    /// Asks whether the caller may call an operation with these parameters, on all the resources that they name.
    ///
    /// A call that changes something is remembered, and refused when it comes again, whether it is allowed or not.
    /// - Throws: ``CloudTrailError`` `accessDenied` in AWS's words, `invalidSignature` for a repeated call,
    ///   `internalFailure` if a policy or tags cannot be read.
    func authorize(_ operation: APIOperation, _ parameters: JSON) async throws(CloudTrailError) {
        if !operation.isReadOnly { try admitOnce() }
        let access = OperationAccess.of(operation)
        let arns = try await read { try await resources(of: parameters).arns(access) }
        let tags = Self.tags(access.tags.flatMap { parameters[$0] })
        for arn in arns {
            try await authorize(
                access.action, on: arn, tags: tags,
                keys: ["cloudtrail:ExternalId": parameters["externalId"]?.stringValue])
            if access.createsTags, !tags.isEmpty { try await authorize("cloudtrail:AddTags", on: arn, tags: tags) }
        }
    }

    private func resources(of parameters: JSON) -> AccessedResources {
        AccessedResources(parameters: parameters, context: context, directory: control.directory)
    }

    /// Asks for one action on one resource.
    /// - Parameter more: condition keys of the operation's own.
    func authorize(
        _ action: String, on arn: String, tags: [(key: String, value: String?)], keys more: [String: String?] = [:]
    ) async throws(CloudTrailError) {
        let resourceTags = try await read { try await control.directory.tags(of: arn) }
        var keys = AccessContext(
            caller: credential.caller, context: context,
            organizationID: control.configuration.organizationIDs[credential.caller.account], now: control.clock.now()
        ).keys(requestTags: tags, resourceTags: resourceTags)
        for (key, value) in more { keys.set(key, value) }
        let request = PolicyRequest(
            principal: credential.caller.principal, action: action, resource: arn, context: keys)
        let decision = try await authorization(for: arn).decide(request)
        guard let refusal = decision.refusal(of: action) else { return }
        let place = arn == "*" ? "" : " on resource: \(arn)"
        throw CloudTrailError(
            .accessDenied,
            "User: \(credential.caller.arn) is not authorized to perform: \(action)\(place) \(refusal)")
    }

    /// Another account's resource must let the caller in, if it is of a kind that has policies. Which trails of other
    /// accounts a caller may name is a question of organizations, which the operation itself answers.
    private func authorization(for arn: String) async throws(CloudTrailError) -> Authorization {
        guard let parsed = ARN(arn), let account = parsed.accountID,
            ResourceKind.allCases.contains(where: { $0.takesPolicies && parsed.resource.hasPrefix($0.prefix) })
        else { return Authorization(identityPolicies: credential.policies) }
        return Authorization(
            identityPolicies: credential.policies,
            resourcePolicy: try await read { try await control.policies.resourcePolicy(of: arn) },
            resourceAccount: account)
    }

    /// - Throws: ``CloudTrailError`` `invalidSignature` for a call that was there before: it is not the caller's.
    func admitOnce() throws(CloudTrailError) {
        do {
            try control.replays.admit(signature, attempt: attempt, now: control.clock.now())
        } catch {
            if error.code == .replayed { witness.disown() }
            throw CloudTrailError(error)
        }
    }

    private func read<Value>(_ body: () async throws -> Value) async throws(CloudTrailError) -> Value {
        do {
            return try await body()
        } catch let error as CloudTrailError {
            throw error
        } catch {
            throw CloudTrailError(.internalFailure, "Whether the call is allowed cannot be found out.")
        }
    }

    private static func tags(_ json: JSON?) -> [(key: String, value: String?)] {
        (json?.arrayValue ?? []).compactMap { tag in
            tag["Key"]?.stringValue.map { ($0, tag["Value"]?.stringValue) }
        }
    }
}
