import ArgumentParser
import CairnIntegrity
import CairnModel
import CairnServer

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verifies digests and log files, results of queries, and the journal's chain of seals.",
        discussion: """
            Names every digest and log file that is missing, was altered, moved or added, for all trails, accounts and \
            regions that are in FOLDER or in the bucket.

              cairn verify s3://box/logs                       a bucket, or what is below a prefix of it
              cairn verify ./copy --keys keys.json             what 'aws s3 sync' copied, without a connection
              cairn verify ~/.local/share/cairn                a data folder: its buckets and its journal
              cairn verify s3://box/logs/AWSLogs/222233334444/CloudTrail-Lake/Query/2026/03/01/QUERY-ID
                                                               results of a Lake query, or a copy of their folder
              aws cloudtrail list-public-keys --start-time 0 --end-time 4000000000 > keys.json

            With --state a run that was stopped, by whatever, goes on where it was when it is started again: log files \
            that were verified and have not changed since are not read once more. A run that comes to its end removes \
            the file.

            A bucket of the Cairn on this machine is read from the folder that it lies in, all others through S3.

            Copies of files do not have the signatures; the digest that follows each has, so that all but the newest \
            digest can be proven.

            Exits with 0 if all is well, with 1 if there is a finding, and with 3 if there is nothing to verify.
            """
    )

    @Argument(help: "A folder, or s3://BUCKET[/PREFIX].")
    var place: String
    @Option(name: .long, help: "Only this trail. Default: every trail that is there.")
    var trailARN: String?
    @Option(name: .long, help: "Only digests from this time on: 2026-03-01T10:00:00Z, or how long ago, such as 90d.")
    var startTime: String?
    @Option(name: .long, help: "Only log files up to this time, in the same forms.")
    var endTime: String?
    @Option(
        name: .long,
        help: "Where ListPublicKeys and buckets are. Default: AWS_ENDPOINT_URL, then http://127.0.0.1:4734.")
    var endpointURL: String?
    @Option(name: .long, help: "A file with the answer of ListPublicKeys, in the place of an endpoint.")
    var keys: String?
    @Option(name: .long, help: "A file for what is verified already, to go on from if the run is stopped.")
    var state: String?
    @Flag(
        name: .long,
        help:
            "Read a bucket of the Cairn on this machine through its endpoint, too, and not from the folder it lies in.")
    var throughEndpoint = false
    @Option(name: .long, help: "table, json or junit.")
    var output: VerifyOutput = .table

    func run() async throws {
        MemoryAllocator.keepFreedMemory()
        let options = try options()
        let subjects: [VerifySubject]
        var outcome = VerifyOutcome()
        do {
            subjects = try await VerifySubject.subjects(
                of: place, endpointURL: endpointURL, throughEndpoint: throughEndpoint)
            guard !subjects.isEmpty else { throw ClientError("there is nothing to verify in \(place)") }
            let keys = try publicKeys()
            let checkpoint = try state.map { try CheckpointFile(path: $0) }
            let bar = StatusLine()
            for subject in subjects {
                try await outcome.add(subject, keys: keys, options: options, checkpoint: checkpoint, bar: bar)
            }
            bar.clear()
            try checkpoint?.remove()
        } catch let error as ValidationError {
            throw error
        } catch {
            Terminal.writeError("cairn verify: \(error)")
            throw ExitStatus.couldNotRun.exitCode
        }
        Terminal.write(output.text(of: outcome))
        guard outcome.isGood else { throw ExitStatus.findings.exitCode }
        guard outcome.hasLookedAtSomething else {
            Terminal.writeError("cairn verify: no digest was found in \(place) for the time and trail given")
            throw ExitStatus.couldNotRun.exitCode
        }
    }

    private func options() throws -> VerificationOptions {
        var options = VerificationOptions()
        if let trailARN {
            guard let trail = TrailSelection(arn: trailARN) else {
                throw ValidationError("Invalid trail ARN provided: \(trailARN)")
            }
            options.trail = trail
        }
        options.startTime = try startTime.map { try Self.seconds($0, "--start-time") }
        options.endTime = try endTime.map { try Self.seconds($0, "--end-time") }
        if let start = options.startTime, let end = options.endTime, start > end {
            throw ValidationError("Invalid time range specified: start-time must occur before end-time")
        }
        return options
    }

    private static func seconds(_ text: String, _ option: String) throws -> Int64 {
        let seconds =
            try TimeArgument.seconds(of: text, option: option, isEnd: option == "--end-time").doubleValue ?? 0
        return Int64(max(0, min(1e11, seconds)))
    }

    private func publicKeys() throws -> any DigestPublicKeySource {
        guard let keys else { return try EndpointPublicKeys(endpointURL: endpointURL) }
        return FixedPublicKeys(try DigestPublicKey.list(file: keys))
    }
}
