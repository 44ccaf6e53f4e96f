public import CairnModel
public import CairnSigning

/// Keeps what a source gives and fetches anew before it expires; many callers wait for one fetch.
public actor CachedCredentials: CredentialProvider {
    private let source: any CredentialSource
    private let clock: any WallClock
    private var held: Held?
    private var inFlight: Task<Result<ExpiringCredentials?, CredentialError>, Never>?

    private struct Held {
        let credentials: ExpiringCredentials?
        /// When to fetch anew.
        let renewal: Double
    }

    /// How long before their end credentials are fetched anew.
    static let marginSeconds = 300.0
    /// How long "there are none" is believed, and a failed renewal is left alone.
    static let pauseSeconds = 60.0

    public init(_ source: any CredentialSource, clock: any WallClock = SystemClock()) {
        self.source = source
        self.clock = clock
    }

    public func credentials() async throws -> SigningCredentials? {
        if let held, clock.now() < held.renewal { return held.credentials?.keys }
        switch await fetched() {
        case .success(let credentials): return credentials?.keys
        case .failure(let error):
            // What is still good is better than nothing.
            guard let held, let old = held.credentials, let end = old.expiration, clock.now() < end else { throw error }
            self.held = Held(credentials: old, renewal: min(end, clock.now() + Self.pauseSeconds))
            return old.keys
        }
    }

    public func invalidate(_ refused: SigningCredentials) async {
        if held?.credentials?.keys == refused { held = nil }
    }

    private func fetched() async -> Result<ExpiringCredentials?, CredentialError> {
        if let inFlight { return await inFlight.value }
        // Its own task: the fetch serves all who wait, and does not end with the one who asked first.
        let task = Task { [source] () -> Result<ExpiringCredentials?, CredentialError> in
            do throws(CredentialError) {
                return .success(try await source.load())
            } catch {
                return .failure(error)
            }
        }
        inFlight = task
        let result = await task.value
        inFlight = nil
        if case .success(let credentials) = result {
            held = Held(credentials: credentials, renewal: renewal(of: credentials))
        }
        return result
    }

    private func renewal(of credentials: ExpiringCredentials?) -> Double {
        let now = clock.now()
        guard let credentials else { return now + Self.pauseSeconds }
        guard let end = credentials.expiration else { return .infinity }
        // Short-lived ones are kept for half of their life.
        return max(end - Self.marginSeconds, now + (end - now) / 2)
    }
}
