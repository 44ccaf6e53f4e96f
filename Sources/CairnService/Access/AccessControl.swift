public import CairnModel
import CairnSigning

/// Decides who may call CloudTrail and CloudTrail Data, and what they may do.
///
/// A call is authenticated by its signature, then authorized by the caller's policies and those of the resources, and if
/// it changes something it is refused the second time. Everything that goes wrong on the way ends in a refusal.
/// Source: CloudTrail User Guide, "How AWS CloudTrail works with IAM"; IAM User Guide, "Policy evaluation logic".
public struct AccessControl: Sendable {
    let configuration: AccessConfiguration
    let credentials: [String: AccessConfiguration.Credential]
    let policies: any ResourcePolicySource
    let directory: any ResourceDirectory
    let clock: any WallClock
    let replays: SignatureReplayGuard

    /// - Parameters:
    ///   - policies: the resource policies of stores, channels and dashboards.
    ///   - directory: what names stand for, and which tags resources have.
    public init(
        _ configuration: AccessConfiguration, policies: any ResourcePolicySource = NoResourcePolicies(),
        directory: any ResourceDirectory = NoResourceDirectory(), clock: any WallClock = SystemClock()
    ) {
        self.configuration = configuration
        self.policies = policies
        self.directory = directory
        self.clock = clock
        credentials = Dictionary(
            configuration.credentials.map { ($0.credentials.accessKeyID, $0) }, uniquingKeysWith: { first, _ in first })
        replays = SignatureReplayGuard(capacity: configuration.rememberedRequestsMax)
    }
}
