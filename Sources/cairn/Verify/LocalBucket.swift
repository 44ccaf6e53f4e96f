import CairnAWSClient
import CairnModel
import CairnServer

/// A bucket of the Cairn on this machine, found where it lies: its files need no socket to be read.
enum LocalBucket {
    /// The folder of a bucket; `nil` unless the endpoint is a Cairn whose files are surely those that are seen here.
    ///
    /// - Parameter endpointURL: as on the command line; else what the environment says, else this machine's Cairn.
    static func folder(of bucket: String, endpointURL: String?) async -> String? {
        let environment = ProcessEnvironment.current
        let url =
            endpointURL ?? environment["AWS_ENDPOINT_URL_S3"] ?? environment["AWS_ENDPOINT_URL"]
            ?? "http://127.0.0.1:4734"
        guard isOnThisMachine(url), !bucket.hasPrefix(".") else { return nil }
        let client = CairnAdminClient(
            endpoint: url.hasSuffix("/") ? String(url.dropLast()) : url, region: "us-east-1",
            credentials: StaticCredentials(environment: environment))
        guard let place = (try? await client.get("/_cairn/health"))?["buckets"],
            let folder = place["folder"]?.stringValue, let mark = place["mark"]?.stringValue,
            // A path alone could be that of another machine, or of a container.
            SmallFile.read("\(folder)/\(BucketPlace.markName)") == Array(mark.utf8),
            FolderEntries.isFolder("\(folder)/\(bucket)/\(FolderTrailFiles.systemFolder)")
        else { return nil }
        return "\(folder)/\(bucket)"
    }

    private static func isOnThisMachine(_ url: String) -> Bool {
        ["http://127.0.0.1", "http://localhost", "http://[::1]"].contains { host in
            url.hasPrefix(host) && [nil, ":", "/"].contains(url.dropFirst(host.count).first)
        }
    }
}
