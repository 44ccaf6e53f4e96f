/// The files that tell of a bucket, as they stand in its folder: whoever writes one of them changes it.
struct BucketState: Sendable, Hashable {
    var info: ObjectFile.Status?
    var policy: ObjectFile.Status?
    var requestPayment: ObjectFile.Status?
}
