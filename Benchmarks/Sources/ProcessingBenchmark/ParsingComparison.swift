import CairnModel
import CairnProcessing
import Foundation

/// Typed events from the text of log files: the library beside `JSONDecoder`.
struct ParsingComparison {
    private static let promisedRatio = 5.0
    private static let recordCount = 5000
    private static let rounds = 5

    private let records: [[UInt8]]
    private let log: Data

    init() {
        records = (0..<Self.recordCount).map { Array(SampleLogFiles.record($0).utf8) }
        log = Data(SampleLogFiles.text(from: 0, count: Self.recordCount))
    }

    /// Returns whether the promise is kept.
    func run() -> Bool {
        var (peer, scanned, read) = ([Double](), [Double](), [Double]())
        for _ in 0..<Self.rounds {
            peer.append(perSecond(decode))
            scanned.append(perSecond { parse { _ in 0 } })
            read.append(perSecond { parse(Self.readAll) })
        }
        let ratio = median(read) / median(peer)
        print("processing: \(log.count / Self.recordCount) bytes a record, one core, medians of \(Self.rounds) rounds")
        report("JSONDecoder, all fields typed", median(peer))
        report("events, every field and document read", median(read))
        report("events, as they are handed over", median(scanned))
        let format = "processing: every field read: %.1f times JSONDecoder; handed over: %.1f times"
        print(String(format: format, ratio, median(scanned) / median(peer)))
        if ratio < Self.promisedRatio { print("processing: BELOW \(Self.promisedRatio) times JSONDecoder") }
        return ratio >= Self.promisedRatio
    }

    private func report(_ name: String, _ speed: Double) {
        print(("processing: " + name).padding(toLength: 58, withPad: " ", startingAt: 0), Int(speed), "records/s")
    }

    private func decode() -> Int {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        guard let decoded = try? decoder.decode(DecodableLog.self, from: log) else { return 0 }
        return decoded.Records.count
    }

    private func parse(_ use: (CloudTrailEvent) -> Int) -> Int {
        var checksum = 0
        var count = 0
        for record in records {
            guard let event = try? CloudTrailEvent(recordBytes: record) else { continue }
            checksum &+= use(event)
            count += 1
        }
        return checksum == .max ? 0 : count
    }

    /// Every field that the peer decodes.
    private static func readAll(_ event: CloudTrailEvent) -> Int {
        let identity = event.userIdentity
        let texts = [
            event.eventVersion, event.eventSource, event.eventName, event.awsRegion, event.sourceIPAddress,
            event.userAgent, event.errorCode, event.errorMessage, event.requestID, event.eventID, event.eventType,
            event.apiVersion, event.recipientAccountID, event.sharedEventID, event.vpcEndpointID,
            event.vpcEndpointAccountID, event.eventCategory, identity?.arn,
            identity?.sessionContext?.sessionIssuer?.arn,
            event.tlsDetails?.cipherSuite, event.addendum?.reason, event.edgeDeviceDetails?.deviceID,
        ]
        let documents = [
            event.requestParameters, event.responseElements, event.additionalEventData, event.serviceEventDetails,
            event.eventContext?.tagContext, event.insightDetails?.insightContext,
        ]
        let flags = [event.readOnly, event.managementEvent, event.sessionCredentialFromConsole]
        let time = Int(event.eventTime?.timeIntervalSince1970 ?? 0)
        return texts.reduce(time) { $0 &+ ($1?.utf8.count ?? 0) } &+ documents.count { $0 != nil }
            &+ flags.count { $0 == true } &+ (event.resources?.count ?? 0)
    }

    private func perSecond(_ work: () -> Int) -> Double {
        let start = Self.processorSeconds()
        let count = work()
        return Double(count) / (Self.processorSeconds() - start)
    }

    private func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

    private static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
