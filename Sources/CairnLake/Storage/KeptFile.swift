/// A file of one day of a store, of either kind.
protocol KeptFile {
    var day: LakeDay { get }
    var number: UInt64 { get }
    /// Events before this time are gone.
    var keptSince: Double? { get set }
}

extension ParquetFile: KeptFile {}
extension TailFile: KeptFile {}

extension KeptFile {
    /// From when on the file's events count, in seconds since the epoch; `nil` if all do.
    /// - Parameter time: what the store keeps events from, now.
    func bound(_ time: Double?) -> Double? {
        let bound = max(keptSince ?? -.infinity, time ?? -.infinity)
        return bound > day.start ? bound : nil
    }

    /// Whether none of its events counts.
    func isOver(_ time: Double?) -> Bool { bound(time).map { $0 >= day.end } ?? false }

    /// Lets events before a time be gone, whatever the store keeps later.
    mutating func forget(before time: Double) {
        guard let bound = bound(time), bound > keptSince ?? -.infinity else { return }
        keptSince = bound
    }
}
