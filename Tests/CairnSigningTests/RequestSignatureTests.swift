import CairnModel
import CairnSigning
import Testing

@Suite struct RequestSignatureTests {
    static func parse(_ authorization: String, _ more: [(String, String)] = []) -> RequestSignature? {
        RequestSignature.parse(
            method: "POST", target: "/", headers: HeaderFields([("Authorization", authorization)] + more))
    }

    @Test func readsVersion4() {
        let signature = Self.parse(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, "
                + "SignedHeaders=content-type;host;x-amz-date, Signature=5d67",
            [("X-Amz-Date", "20150830T123600Z"), ("x-amz-security-token", "token")])
        #expect(
            signature
                == RequestSignature(
                    kind: .v4, placement: .header, accessKeyID: "AKIDEXAMPLE", date: 1_440_938_160,
                    scopeDate: "20150830", region: "us-east-1", service: "iam", sessionToken: "token",
                    signedHeaders: ["content-type", "host", "x-amz-date"], signature: "5d67"))
    }

    @Test(arguments: [
        "AWS4-HMAC-SHA256 Credential=AK/20150830/eu-west-1/s3/aws4_request,SignedHeaders=host,Signature=00",
        "AWS4-HMAC-SHA256   Signature=00 , Credential=AK/20150830/eu-west-1/s3/aws4_request",
        "AWS4-HMAC-SHA256 Credential=AK/20150830/eu-west-1/s3/aws4_request",
    ]) func readsVersion4HoweverItIsWritten(_ authorization: String) {
        let signature = Self.parse(authorization)
        #expect(signature?.accessKeyID == "AK")
        #expect(signature?.region == "eu-west-1")
        #expect(signature?.service == "s3")
        #expect(signature?.date == nil)
    }

    @Test func readsAnAccessKeyWithSlashes() {
        let signature = Self.parse("AWS4-HMAC-SHA256 Credential=a/b/20150830/eu-west-1/s3/aws4_request, Signature=00")
        #expect(signature?.accessKeyID == "a/b")
        #expect(signature?.region == "eu-west-1")
    }

    @Test(
        arguments: [("us-east-1", "us-east-1"), ("*", nil), ("us-east-1,us-west-2", nil), ("", nil)]
            as [(String, String?)])
    func readsVersion4A(regionSet: String, region: String?) {
        let signature = Self.parse(
            "AWS4-ECDSA-P256-SHA256 Credential=AK/20260203/s3/aws4_request, SignedHeaders=host, Signature=3045",
            [("X-Amz-Region-Set", regionSet)])
        #expect(signature?.kind == .v4a)
        #expect(signature?.service == "s3")
        #expect(signature?.region == region)
    }

    @Test func partsThatAreReadLaterCanBeReplaced() {
        var signature = Self.parse(
            "AWS4-HMAC-SHA256 Credential=AK/20150830/eu-west-1/s3/aws4_request, SignedHeaders=host;;b, Signature=00",
            [("X-Amz-Date", "no date")])
        #expect(signature?.signedHeaders == ["host", "b"])
        #expect(signature?.date == nil)
        signature?.signedHeaders = ["a"]
        signature?.date = 1.5
        signature?.signature = "ff"
        #expect(signature?.signedHeaders == ["a"])
        #expect(signature?.date == 1.5)
        #expect(signature?.signature == "ff")
    }

    @Test func equalityIsThatOfWhatIsSaidNotOfHowItIsWritten() {
        let credential = "AWS4-HMAC-SHA256 Credential=AK/20150830/eu-west-1/s3/aws4_request, SignedHeaders="
        let compact = Self.parse(credential + "a;b", [("X-Amz-Date", "20150830T123600Z")])
        let extended = Self.parse(credential + "a;;b", [("X-Amz-Date", "2015-08-30T12:36:00Z")])
        #expect(compact == extended)
        #expect(compact.hashValue == extended.hashValue)
        #expect(compact != Self.parse(credential + "a", [("X-Amz-Date", "20150830T123600Z")]))
    }

    @Test func theLastOfPartsThatComeTwiceCounts() {
        let signature = Self.parse(
            "AWS4-HMAC-SHA256 Credential=A/20150830/eu-west-1/s3/aws4_request, "
                + "Credential=B/20150830/eu-west-1/s3/aws4_request, Signature=0=0")
        #expect(signature?.accessKeyID == "B")
        #expect(signature?.signature == "0=0")
    }

    @Test func readsVersion2() {
        let signature = Self.parse("AWS AKIDEXAMPLE:qgk2+6Sv9/oM7G3qLEjTH1a1l1g=")
        #expect(signature?.kind == .v2)
        #expect(signature?.accessKeyID == "AKIDEXAMPLE")
        #expect(signature?.signature == "qgk2+6Sv9/oM7G3qLEjTH1a1l1g=")
        #expect(signature?.service == nil)
    }

    @Test func readsAPresignedURL() {
        let signature = RequestSignature.parse(
            method: "GET",
            target: "/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AK%2F20260203%2Fus-west-2%2Fs3%2Faws4_request"
                + "&X-Amz-Date=20260203T040506Z&X-Amz-Expires=900&X-Amz-SignedHeaders=host%3Bx-amz-acl"
                + "&X-Amz-Security-Token=a%2Bb%3D%3D&X-Amz-Signature=00ff", headers: ["Host": "h"])
        #expect(
            signature
                == RequestSignature(
                    kind: .v4, placement: .query, accessKeyID: "AK", date: 1_770_091_506, scopeDate: "20260203",
                    region: "us-west-2", service: "s3", sessionToken: "a+b==", signedHeaders: ["host", "x-amz-acl"],
                    signature: "00ff", expiresInSeconds: 900))
    }

    @Test func readsAPresignedURLOfVersion4AAndVersion2() {
        let asymmetric = RequestSignature.parse(
            method: "GET",
            target: "/?X-Amz-Algorithm=AWS4-ECDSA-P256-SHA256&X-Amz-Credential=AK/20260203/s3/aws4_request"
                + "&X-Amz-Region-Set=eu-west-1", headers: [:])
        #expect(asymmetric?.kind == .v4a)
        #expect(asymmetric?.region == "eu-west-1")
        let old = RequestSignature.parse(
            method: "GET", target: "/b/k?AWSAccessKeyId=AK&Expires=1&Signature=a%2Fb%3D", headers: [:])
        #expect(old?.kind == .v2)
        #expect(old?.placement == .query)
        #expect(old?.signature == "a/b=")
    }

    @Test(arguments: [
        "", "AWS", "AWS ", "AWS :sig", "AWS AK", "Bearer token", "Basic dXNlcjpwYXNz", "AWS4-HMAC-SHA256",
        "AWS4-HMAC-SHA256 Credential=", "AWS4-HMAC-SHA256 Credential=/20150830/us-east-1/s3/aws4_request",
        "AWS4-HMAC-SHA256 ,,,===, Signature", "AWS4-HMAC-SHA256 SignedHeaders=host",
    ]) func readsNothingFromWhatIsNoSignature(_ authorization: String) {
        #expect(Self.parse(authorization) == nil)
    }

    @Test(arguments: [
        "/", "/?", "/?X-Amz-Credential", "/?X-Amz-Credential=", "/?AWSAccessKeyId=A", "/?%", "/?&&=&%zz=%",
    ])
    func readsNothingFromATargetWithoutSignature(_ target: String) {
        #expect(RequestSignature.parse(method: "GET", target: target, headers: [:]) == nil)
    }

    @Test func keepsTheKeyOfASignatureWithPartsMissing() {
        let signature = Self.parse("AWS4-HMAC-SHA256 Credential=AK/20150830/s3, Signature=00")
        #expect(signature?.accessKeyID == "AK")
        #expect(signature?.service == nil)
        #expect(signature?.region == nil)
    }
}
