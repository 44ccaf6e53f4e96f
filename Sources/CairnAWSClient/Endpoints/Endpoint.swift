/// Where a call goes, and what it is signed for.
public struct Endpoint: Sendable, Hashable {
    /// `https` or `http`.
    public var scheme: String
    /// The host, with its port if that is not the scheme's own.
    public var authority: String
    /// What stands before every path: empty, or a path without a slash at its end.
    public var basePath: String
    /// The region in the signature's scope.
    public var signingRegion: String
    /// Configured by someone, not AWS's own host.
    public var isCustom: Bool

    public init(
        scheme: String = "https", authority: String, basePath: String = "", signingRegion: String,
        isCustom: Bool = false
    ) {
        self.scheme = scheme
        self.authority = authority
        self.basePath = basePath
        self.signingRegion = signingRegion
        self.isCustom = isCustom
    }

    /// Reads a URL such as `http://127.0.0.1:4566/base`; `nil` if it is none of that kind.
    init?(url: String, signingRegion: String) {
        guard let separator = url.firstRange(of: "://") else { return nil }
        let scheme = url[..<separator.lowerBound].lowercased()
        let rest = url[separator.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard scheme == "http" || scheme == "https", !authority.isEmpty, !authority.contains("@"),
            authority.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return nil }
        var path = rest[authority.endIndex...].prefix { $0 != "?" && $0 != "#" }
        while path.last == "/" { path.removeLast() }
        self.init(
            scheme: scheme, authority: Self.withoutDefaultPort(authority, scheme: scheme), basePath: String(path),
            signingRegion: signingRegion, isCustom: true)
    }

    // HTTP clients leave the scheme's own port out of `Host`, which is signed.
    private static func withoutDefaultPort(_ authority: Substring, scheme: String) -> String {
        let port = scheme == "https" ? ":443" : ":80"
        return authority.hasSuffix(port) ? String(authority.dropLast(port.count)) : String(authority)
    }

    /// The host without its port.
    var host: Substring {
        if authority.first == "[" { return authority.prefix { $0 != "]" } }
        return authority.prefix { $0 != ":" }
    }
}
