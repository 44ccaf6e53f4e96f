import CairnSigning

/// The region that a call's event is recorded in.
enum CallRegion {
    /// The region that the call is signed for, else the one in the host, else the default; the partition's home for
    /// services without regions.
    static func region(
        of label: String, signature: RequestSignature?, host: String?, defaultRegion: String
    ) -> String {
        let signed = signature?.region.flatMap { RegionText.isValid($0) ? $0 : nil }
        let region = signed ?? RegionText.find(inHost: host) ?? defaultRegion
        return GlobalServices.region(label: label, signedRegion: region, host: host) ?? region
    }
}
