public import CairnModel

extension IdentityDirectory {
    /// One thing learned or forgotten, in a form that can be stored.
    public struct Change: Sendable {
        enum Content: Sendable {
            case key(KnownCaller)
            case user(KnownUser)
            case forgottenKey(String)
            case forgottenUser(accountID: String, name: String)
        }

        let content: Content

        static func key(_ caller: KnownCaller) -> Change { Change(content: .key(caller)) }
        static func user(_ user: KnownUser) -> Change { Change(content: .user(user)) }
        static func forgottenKey(_ key: String) -> Change { Change(content: .forgottenKey(key)) }
        static func forgottenUser(accountID: String, name: String) -> Change {
            Change(content: .forgottenUser(accountID: accountID, name: name))
        }

        private init(content: Content) { self.content = content }

        /// What the change is about: a later change with the same subject replaces this one.
        public var subject: String {
            switch content {
            case .key(let caller): "key:" + (caller.identity.accessKeyID ?? "")
            case .user(let user): "user:" + user.key
            case .forgottenKey(let key): "key:" + key
            case .forgottenUser(let accountID, let name): "user:" + KnownUser.key(accountID: accountID, name: name)
            }
        }

        /// Whether something was forgotten: a store may drop the subject instead of keeping the change.
        public var isRemoval: Bool {
            switch content {
            case .key, .user: false
            case .forgottenKey, .forgottenUser: true
            }
        }

        /// Seconds since the epoch after which the change need not be kept; `nil` if it has no end.
        public var expiresAt: Double? {
            guard case .key(let caller) = content else { return nil }
            return caller.forgottenAt
        }

        /// The change as JSON. It holds no secret.
        public var json: JSON {
            switch content {
            case .key(let caller):
                var object: JSONObject = ["key": (try? JSON(parsing: caller.json)) ?? .null]
                if let end = caller.forgottenAt { object.append("forgottenAt", .integer(end.wholeSeconds)) }
                return .object(object)
            case .user(let user): return ["user": user.json]
            case .forgottenKey(let key): return ["forgottenKey": .string(key)]
            case .forgottenUser(let accountID, let name):
                return ["forgottenUser": ["accountId": .string(accountID), "userName": .string(name)]]
            }
        }

        /// Reads a change from JSON; `nil` if it is none.
        public init?(json: JSON) {
            if let identity = json["key"].flatMap(CallerIdentity.init(json:)) {
                content = .key(KnownCaller(identity, forgottenAt: json["forgottenAt"]?.doubleValue))
            } else if let user = json["user"].flatMap(KnownUser.init(json:)) {
                content = .user(user)
            } else if let key = json["forgottenKey"]?.stringValue {
                content = .forgottenKey(key)
            } else if let user = json["forgottenUser"], let account = user["accountId"]?.stringValue,
                let name = user["userName"]?.stringValue
            {
                content = .forgottenUser(accountID: account, name: name)
            } else {
                return nil
            }
        }
    }
}
