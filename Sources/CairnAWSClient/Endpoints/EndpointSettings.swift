public import CairnWire

/// Where services are, as environment and profile say it.
///
/// The first that is there wins: the explicit override (the service's own, then the one for all), then
/// `AWS_ENDPOINT_URL_<SERVICE>`, `AWS_ENDPOINT_URL`, the service's `endpoint_url` in the profile's `services` section,
/// the profile's `endpoint_url`, and AWS's own host.
/// Source: AWS SDKs and Tools Reference Guide, "Service-specific endpoints", "Dual-stack and FIPS endpoints".
public struct EndpointSettings: Sendable, Hashable {
    /// An endpoint for all services that is set in code or on the command line.
    public var overrideURL: String?
    /// Endpoints that are set in code, by the model's id such as `s3`.
    public var overrideURLs: [String: String] = [:]
    public var usesFIPS = false
    public var usesDualStack = false

    // By setting name such as `cloudwatch_logs`; the empty name is for all services.
    private var environmentURLs: [String: String] = [:]
    private var profileURLs: [String: String] = [:]

    public init(overrideURL: String? = nil) { self.overrideURL = overrideURL }

    /// Reads the variables of the environment, and the active profile of the shared files.
    public init(environment: [String: String], config: SharedConfig, profile: String? = nil) {
        let profile = config.profile(profile ?? config.activeProfileName)
        usesFIPS = Self.flag(environment["AWS_USE_FIPS_ENDPOINT"] ?? profile?["use_fips_endpoint"])
        usesDualStack = Self.flag(environment["AWS_USE_DUALSTACK_ENDPOINT"] ?? profile?["use_dualstack_endpoint"])
        let ignored =
            environment["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] ?? profile?["ignore_configured_endpoint_urls"]
        if Self.flag(ignored) { return }
        environmentURLs = Self.environmentURLs(environment)
        profileURLs[""] = profile?["endpoint_url"]
        guard let name = profile?["services"], let services = config.section(.services, name) else { return }
        for (service, settings) in services.nested { profileURLs[service] = settings["endpoint_url"] }
    }

    private static func environmentURLs(_ environment: [String: String]) -> [String: String] {
        var urls: [String: String] = [:]
        let prefix = "AWS_ENDPOINT_URL"
        for (name, value) in environment where !value.isEmpty {
            if name == prefix { urls[""] = value }
            if name.hasPrefix(prefix + "_") { urls[name.dropFirst(prefix.count + 1).lowercased()] = value }
        }
        return urls
    }

    private static func flag(_ text: String?) -> Bool { text?.lowercased() == "true" }

    /// The endpoint of a service in a region.
    /// - Throws: ``AWSClientError`` with `invalidRequest` if a configured endpoint is no URL of a host, or the region no
    ///   name of a region.
    public func endpoint(of service: ServiceModel, region: String) throws(AWSClientError) -> Endpoint {
        guard Self.isRegionName(region) else {
            throw AWSClientError(.invalidRequest, "'\(region)' is no name of a region")
        }
        let partition = Partition.of(region: region)
        let place = GlobalServices.place(of: service.id, in: partition)
        let home = EndpointExceptions.inGlobalRegion.contains(service.id) ? partition.globalRegion : region
        let signingRegion = place?.signingRegion ?? home
        guard let url = configuredURL(of: service) else {
            let host = place.map { globalHost($0, service) } ?? regionalHost(of: service, home, partition)
            return Endpoint(authority: host, signingRegion: signingRegion)
        }
        guard let endpoint = Endpoint(url: url, signingRegion: signingRegion) else {
            throw AWSClientError(
                .invalidRequest, "'\(url)' is no endpoint for \(service.id): write a URL such as http://127.0.0.1:4566")
        }
        return endpoint
    }

    /// Whether somebody has configured where a service is.
    func hasURL(for service: ServiceModel) -> Bool { configuredURL(of: service) != nil }

    private func configuredURL(of service: ServiceModel) -> String? {
        let name = ServiceIdentifier.settingName(ofModel: service.id)
        return overrideURLs[service.id] ?? overrideURL ?? environmentURLs[name] ?? environmentURLs[""]
            ?? profileURLs[name] ?? profileURLs[""]
    }

    private func globalHost(_ place: GlobalServices.Place, _ service: ServiceModel) -> String {
        guard usesFIPS, place.host.hasPrefix(service.endpointPrefix + ".") else { return place.host }
        return service.endpointPrefix + "-fips" + place.host.dropFirst(service.endpointPrefix.count)
    }

    private func regionalHost(of service: ServiceModel, _ region: String, _ partition: Partition) -> String {
        let isFIPSAnyway =
            partition.id == "aws-us-gov" && !usesDualStack && EndpointExceptions.fipsInGovCloud.contains(service.id)
        let prefix = service.endpointPrefix + (usesFIPS && !isFIPSAnyway ? "-fips" : "")
        if usesDualStack, service.id == "s3" || service.id == "s3control" {
            return "\(prefix).dualstack.\(region).\(partition.dnsSuffix)"
        }
        let isDualStack = usesDualStack || EndpointExceptions.dualStackOnly.contains(service.id)
        return "\(prefix).\(region).\(isDualStack ? partition.dualStackSuffix : partition.dnsSuffix)"
    }

    /// A name goes into a host: only what can stand in a label.
    private static func isRegionName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 63
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
            }
    }
}
