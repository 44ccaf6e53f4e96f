import CairnAPI
import CairnGateway
import CairnModel
import CairnService
import HTTPTypes
import Hummingbird
import NIOCore

/// Decides who may use the administration. Without access control everyone may.
///
/// See `docs/decisions/0011-admin-under-auth.md`.
struct AdminGuard: Sendable {
    enum Permission: String, Sendable {
        /// To see events of the caller's account as they come.
        case readEvents = "cloudtrail:LookupEvents"
        /// To see what Cairn is doing, for all accounts.
        case readStatus = "cairn:GetMetrics"
        /// To have everything hidden, of all accounts.
        case reset = "cairn:Reset"
        /// To have recorded calls made again.
        case replay = "cairn:Replay"
        /// To have files of the server's machine read into an event data store.
        case importFiles = "cairn:Import"

        /// Whether it is about more than the caller's account.
        var isForOperators: Bool { self != .readEvents }
        var isChange: Bool { self == .reset || self == .replay || self == .importFiles }
    }

    /// The longest body of a request to the administration.
    static let bodyBytesMax = 64 << 10

    /// `nil` if everyone may do everything.
    let access: AccessControl?
    let callers: CallerScope
    /// Whose callers may do what is about all accounts: Cairn's own.
    let operatorAccount: String
    /// Whether only this machine reaches the port.
    let isLoopback: Bool

    /// What everyone on this machine may see, and nobody else without a permission.
    var showsStatusToEveryone: Bool { access == nil || isLoopback }

    /// Answers a request if its caller may make it, else refuses it.
    ///
    /// - Parameters:
    ///   - bodyBytesMax: longer bodies are refused.
    ///   - answer: takes the body, and the account whose records the caller may see; `nil` for all.
    func admit(
        _ request: Request, to permission: Permission, bodyBytesMax: Int = AdminGuard.bodyBytesMax,
        _ answer: (_ body: [UInt8], _ account: String?) async throws -> Response
    ) async throws -> Response {
        let body = Array(try await request.body.collect(upTo: bodyBytesMax).readableBytesView)
        let account: String?
        do {
            account = try await caller(of: request, body, permission)?.account
        } catch {
            return Response(
                .forbidden, json: ["__type": .string(error.code.rawValue), "message": .string(error.message)])
        }
        return try await answer(body, account)
    }

    private func caller(
        of request: Request, _ body: [UInt8], _ permission: Permission
    ) async throws(CloudTrailError) -> AccessCaller? {
        guard let access else { return nil }
        guard let call = LocalCall.current else {
            throw CloudTrailError(.internalFailure, "Who makes the request cannot be found out.")
        }
        let caller = try await access.admit(
            method: request.method.rawValue, target: request.uri.string, headers: HeaderFields(request.head),
            body: body, action: permission.rawValue, isChange: permission.isChange,
            context: callers.context(of: call, userAgent: request.headers[.userAgent]))
        guard !permission.isForOperators || caller.account == operatorAccount else {
            throw CloudTrailError(
                .accessDenied,
                "User: \(caller.arn) is not authorized to perform: \(permission.rawValue) because it is about all "
                    + "accounts: only callers of account \(operatorAccount) may")
        }
        return caller
    }
}
