import ArgumentParser
import CairnPolicy

struct ResultsPolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "results",
        abstract: "The policy of a bucket for the results of Lake queries.",
        discussion: """
            StartQuery with DeliveryS3Uri has the results put below [prefix/]AWSLogs/<account>/CloudTrail-Lake/Query/.

              cairn policy results box --account 222233334444 --region eu-west-1 |
                aws s3api put-bucket-policy --bucket box --policy file:///dev/stdin
            """
    )

    @Argument(help: "The bucket's name.")
    var name: String
    @OptionGroup var trail: TrailOptions
    @Option(name: .long, help: "What stands behind the bucket in DeliveryS3Uri.")
    var prefix: String?
    @OptionGroup var printing: PolicyPrinting

    func validate() throws {
        try PolicyNames.checkBucket(name)
        try prefix.map(PolicyNames.checkPrefix)
    }

    func run() throws {
        let place = try trail.resolved()
        let stores = "arn:\(place.partition):cloudtrail:\(place.region):\(place.account):eventdatastore/*"
        try printing.run(.queryResults(bucket: name, prefix: prefix, storeARN: stores, account: place.account))
    }
}
