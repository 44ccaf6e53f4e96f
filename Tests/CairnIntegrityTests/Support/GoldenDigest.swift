/// A digest that was written and signed by another program (Python's `rsa`), whose private key nobody has.
enum GoldenDigest {
    /// Uncompressed, one line.
    static let text = """
        {"awsAccountId":"444455556666","digestStartTime":"2027-05-17T07:30:15Z","digestEndTime":"2027-05-17T\
        08:30:15Z","digestS3Bucket":"ledger-box","digestS3Object":"audit/AWSLogs/o-11aa22bb33/444455556666/C\
        loudTrail-Digest/eu-central-1/2027/05/17/444455556666_CloudTrail-Digest_eu-central-1_all_of-it_eu-we\
        st-3_20270517T083015Z.json.gz","digestPublicKeyFingerprint":"f0d5de95ba4e39bd5bf42e84821d46e8","dige\
        stSignatureAlgorithm":"SHA256withRSA","newestEventTime":"2027-05-17T08:25:59Z","oldestEventTime":"20\
        27-05-17T07:41:07Z","previousDigestS3Bucket":"ledger-box","previousDigestS3Object":"audit/AWSLogs/o-\
        11aa22bb33/444455556666/CloudTrail-Digest/eu-central-1/2027/05/17/444455556666_CloudTrail-Digest_eu-\
        central-1_all_of-it_eu-west-3_20270517T073015Z.json.gz","previousDigestHashValue":"6db7d803e74f1ffa7\
        d8f5adc0bf95b3e15bf4c8373fffadf546227cc6c6742cb","previousDigestHashAlgorithm":"SHA-256","previousDi\
        gestSignature":"abababababababababababababababababababababababababababababababababababababababababab\
        abababababababababababababababababababababababababababababababababababababababababababababababababab\
        abababababababababababababababababababababababababababababababababababababababababababababababababab\
        abababababababababababababababababababababababababababababababababababababababababababababababababab\
        abababababababababababababababababababababababababababababababababababababababababababababababababab\
        abababababababababababababab","logFiles":[{"s3Bucket":"ledger-box","s3Object":"audit/AWSLogs/o-11aa2\
        2bb33/444455556666/CloudTrail/eu-central-1/2027/05/17/444455556666_CloudTrail_eu-central-1_20270517T\
        0805Z_aAbB00cC11dD22eE.json.gz","hashValue":"7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add\
        73ff431ed","hashAlgorithm":"SHA-256","newestEventTime":"2027-05-17T08:25:59Z","oldestEventTime":"202\
        7-05-17T07:41:07Z"},{"s3Bucket":"ledger-box","s3Object":"audit/AWSLogs/o-11aa22bb33/444455556666/Clo\
        udTrail/eu-central-1/2027/05/17/444455556666_CloudTrail_eu-central-1_20270517T0811Z_fFgG33hH44iI55jJ\
        .json.gz","hashValue":"3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3","hashAlgori\
        thm":"SHA-256","newestEventTime":"2027-05-17T08:21:59Z","oldestEventTime":"2027-05-17T07:58:30Z"}]}
        """

    /// PKCS#1 DER in base 64.
    static let publicKey = """
        MIIBCgKCAQEAseaNNiLqJ87ZtJM6Zr9SyWXmvo08z4VMYzgiP2KLrx72n6qRdwPT6Aj2hTdMUVEKhqa+P5HyeU3a1LJhfIoPgxAz\
        VejogF/A96MpBxYKFBhEPByZWSrMZjBOlwf9spw1HopBvImh7453nrP2IDPNzHKI1tKfHyzSa4pA1bP9HHPLxDLboVp2PO1t+ZWZ\
        iByls0LZYF1dx1xEKGyCrdqk7aYVrnL4ZETT2Uhgy+6XQ7+UkeMnTS7YAL2lIOm8RGWUngu1WytYkRKYxMJH+4KkEaqTqFqnzmoF\
        tHg/0oeSz0ISStRydtcu4ughDglug30bFh2zaZZRvWiB/zDb4vE4BQIDAQAB
        """

    /// In hexadecimal.
    static let signature = """
        3922203ca87af0104adafc6352f5d3d554c042daad27faeb484452ab23c2a68b3f5b81a916f7620e4b3489285ac0755f06eb\
        8cb345d7621044728fcb6789433fb8f7fff188fd105ae77dbbdc1b1fe709e74ea015756969b4aec9485ab7443d99cc8c1dc3\
        ff905e392d1373fd1639495f2b7dc39e8df76ad95b9835f3a32bafc2e282337907237d4bbd21bfbc7e4fc5801e8022079779\
        31ddf574d6af9bffb608411c9ad4edec1df96414fa7074deb8745862c5f0bc07033b25e8ec9b329289029b825c540c06e80e\
        aeaeeab57aadf2f277843b9e39df369c0218fb50c8dbb6c0e2007d29d9cfdd17f5d38ecd2694a32fd3048dfa01ff74414c4d\
        2d8c1a763ac2
        """

    static let fingerprint = "f0d5de95ba4e39bd5bf42e84821d46e8"
    static let sha256 = "344d84f0f17b0af1100002d86cf12522578e4afeb3c9d6dbe32a9629c1b30d2d"
}
