import CairnModel
import CairnProcessing
import Foundation
import Testing

struct CloudTrailEventTests {
    private static let full = #"""
        {"eventVersion":"1.11","userIdentity":{"type":"AssumedRole","principalId":"AROA:ci","arn":"arn:aws:sts::1:x",
        "accountId":"222233334444","accessKeyId":"ASIA1","userName":"u","sessionContext":{"sessionIssuer":{"type":"Role",
        "principalId":"AROA","arn":"arn:aws:iam::222233334444:role/deployer","accountId":"555566667777",
        "userName":"deployer"},"webIdFederationData":{"federatedProvider":"p","attributes":{"a":"b"}},"attributes":{
        "creationDate":"2026-03-01T04:05:06Z","mfaAuthenticated":"true"},"ec2RoleDelivery":"2.0","ec2IssuedInVpc":"vpc-1",
        "sourceIdentity":"dana","assumedRoot":"true","signInSessionArn":"arn:aws:signin:x"},"invokedBy":"ec2.amazonaws.com",
        "identityProvider":"idp","credentialId":"cred","onBehalfOf":{"userId":"u-1","identityStoreArn":"arn:store"},
        "inScopeOf":{"sourceArn":"arn:s","sourceAccount":"1","issuerType":"t","credentialsIssuedTo":"c"},
        "invokedByDelegate":{"accountId":"999988887777"}},"eventTime":"2026-03-01T10:15:02Z","eventSource":
        "s3.amazonaws.com","eventName":"PutObject","awsRegion":"eu-west-1","sourceIPAddress":"198.51.100.7",
        "userAgent":"[aws \"cli\"]","errorCode":"AccessDenied","errorMessage":"no \u00fcber","requestParameters":{"key":
        "a/b","n":[1,2.50]},"responseElements":null,"additionalEventData":{"x":0.0},"requestID":"R1","eventID":
        "2f4d1c30-0000-4000-8000-000000000002","readOnly":false,"resources":[{"accountId":"222233334444","type":
        "AWS::S3::Bucket","ARN":"arn:aws:s3:::box"},{"type":"AWS::S3::Object","ARNPrefix":"arn:aws:s3:::box/a"}],
        "eventType":"AwsApiCall","apiVersion":"2006-03-01","managementEvent":true,"recipientAccountId":"111122223333",
        "serviceEventDetails":{"d":1},"sharedEventID":"S1","vpcEndpointId":"vpce-1","vpcEndpointAccountId":"444455556666",
        "eventCategory":"Data","addendum":{"reason":"UPDATED_DATA","updatedFields":"f","originalRequestID":"o1",
        "originalEventID":"o2"},"sessionCredentialFromConsole":"true","edgeDeviceDetails":{"type":"snow","snowJobId":"j",
        "deviceId":"d","deviceFamily":"f","attributes":{"k":"v"}},"tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"c",
        "clientProvidedHostHeader":"h","keyExchange":"x25519"},"eventContext":{"requestContext":{"aws:ViaAWSService":
        "false"},"tagContext":{}},"annotation":"note","future":{"of":"1.12"}}
        """#

    @Test func everyFieldUpToVersion1_11IsRead() throws {
        let event = try CloudTrailEvent(recordText: Self.full)
        #expect(event.eventVersion == "1.11" && event.isOfKnownVersion)
        #expect(event.eventTime?.timeIntervalSince1970 == ISO8601.parse("2026-03-01T10:15:02Z"))
        #expect(event.eventSource == "s3.amazonaws.com" && event.eventName == "PutObject")
        #expect(event.awsRegion == "eu-west-1" && event.sourceIPAddress == "198.51.100.7")
        #expect(event.userAgent == "[aws \"cli\"]" && event.errorCode == "AccessDenied")
        #expect(event.errorMessage == "no über")
        #expect(event.requestParameters?["n"]?[1] == .number(JSONNumber(literal: "2.50")))
        #expect(event.responseElements == nil && event.hasNullResponseElements)
        #expect(event.additionalEventData?["x"]?.doubleValue == 0 && event.requestID == "R1")
        #expect(event.eventID == "2f4d1c30-0000-4000-8000-000000000002" && event.readOnly == false)
        #expect(event.eventType == "AwsApiCall" && event.apiVersion == "2006-03-01" && event.managementEvent == true)
        #expect(event.recipientAccountID == "111122223333" && event.accountID == "111122223333")
        #expect(event.serviceEventDetails?["d"]?.intValue == 1 && event.sharedEventID == "S1")
        #expect(event.vpcEndpointID == "vpce-1" && event.vpcEndpointAccountID == "444455556666")
        #expect(event.eventCategory == "Data" && event.sessionCredentialFromConsole == true)
        #expect(event.addendum?.reason == "UPDATED_DATA" && event.addendum?.originalEventID == "o2")
        #expect(event.edgeDeviceDetails?.snowJobID == "j" && event.edgeDeviceDetails?.attributes?["k"] == "v")
        #expect(event.tlsDetails?.tlsVersion == "TLSv1.3" && event.tlsDetails?.keyExchange == "x25519")
        #expect(event.eventContext?.requestContext?["aws:ViaAWSService"] == "false" && event.annotation == "note")
        #expect(event.json("future")?["of"] == "1.12")
        #expect(event.recordText == Self.full)
    }

    @Test func userIdentityIsReadToItsLastMember() throws {
        let identity = try #require(CloudTrailEvent(recordText: Self.full).userIdentity)
        #expect(
            identity.type == "AssumedRole" && identity.principalID == "AROA:ci" && identity.arn == "arn:aws:sts::1:x")
        #expect(identity.accountID == "222233334444" && identity.accessKeyID == "ASIA1" && identity.userName == "u")
        #expect(identity.invokedBy == "ec2.amazonaws.com" && identity.identityProvider == "idp")
        #expect(identity.credentialID == "cred" && identity.onBehalfOf?.userID == "u-1")
        #expect(identity.onBehalfOf?.identityStoreARN == "arn:store" && identity.inScopeOf?.credentialsIssuedTo == "c")
        #expect(identity.invokedByDelegateAccountID == "999988887777")
        let session = try #require(identity.sessionContext)
        #expect(session.sessionIssuer?.userName == "deployer" && session.isMFAAuthenticated == true)
        #expect(session.creationDate?.timeIntervalSince1970 == ISO8601.parse("2026-03-01T04:05:06Z"))
        #expect(session.webIDFederationData?.attributes?["a"] == "b" && session.ec2RoleDelivery == "2.0")
        #expect(session.sourceIdentity == "dana" && session.isAssumedRoot == true)
        #expect(session.signInSessionARN == "arn:aws:signin:x" && session.ec2IssuedInVPC == "vpc-1")
    }

    @Test func resourcesKeepTheirOrder() throws {
        let resources = try #require(CloudTrailEvent(recordText: Self.full).resources)
        #expect(resources.map(\.arn) == ["arn:aws:s3:::box", nil])
        #expect(resources[1].arnPrefix == "arn:aws:s3:::box/a" && resources[1].accountID == nil)
    }

    /// What forwarders and old services write.
    @Test func valuesOfOtherTypesAreUnderstood() throws {
        let event = try CloudTrailEvent(
            recordText: #"""
                {"readOnly":"true","managementEvent":"false","sessionCredentialFromConsole":true,"eventID":7,
                "responseElements":"{\"a\":[1]}","resources":"[{\"ARN\":\"arn:x\"}]","errorCode":null,
                "userIdentity":"{\"type\":\"Root\"}","requestParameters":"free text","eventTime":"20260301T101502Z"}
                """#)
        #expect(event.readOnly == true && event.managementEvent == false && event.sessionCredentialFromConsole == true)
        #expect(event.eventID == "7" && event.errorCode == nil && event.userIdentity?.type == "Root")
        #expect(event.responseElements?["a"]?[0]?.intValue == 1 && event.resources?.first?.arn == "arn:x")
        #expect(event.requestParameters == "free text" && !event.isOfKnownVersion)
        #expect(event.eventTime?.timeIntervalSince1970 == ISO8601.parse("2026-03-01T10:15:02Z"))
    }

    @Test func sparseIdentitiesAreNormal() throws {
        let event = try CloudTrailEvent(
            recordText: #"{"userIdentity":{"accessKeyId":"","sessionContext":{"sessionIssuer":{},"attributes":{}}}}"#)
        let identity = try #require(event.userIdentity)
        #expect(
            identity.type == nil && identity.accessKeyID == "" && identity.sessionContext?.isMFAAuthenticated == nil)
        #expect(identity.sessionContext?.sessionIssuer != nil && identity.sessionContext?.sessionIssuer?.arn == nil)
    }

    @Test(arguments: [
        (#"{"recipientAccountId":"1","userIdentity":{"accountId":"2"}}"#, "1"),
        (#"{"userIdentity":{"accountId":"2","sessionContext":{"sessionIssuer":{"accountId":"3"}}}}"#, "2"),
        (#"{"userIdentity":{"sessionContext":{"sessionIssuer":{"accountId":"3"}}}}"#, "3"),
        (#"{"accountId":"4","eventCategory":"Aggregated"}"#, "4"), (#"{"eventName":"X"}"#, nil),
    ])
    func accountIsTheRecipientsElseTheIdentitysElseTheIssuers(record: String, account: String?) throws {
        #expect(try CloudTrailEvent(recordText: record).accountID == account)
    }

    @Test func insightsOfTrailsAndOfStoresReadAlike() throws {
        let trail = try CloudTrailEvent(
            recordText: #"""
                {"eventCategory":"Insight","insightDetails":{"state":"Start","eventSource":"ssm.amazonaws.com","eventName":
                "SendCommand","insightType":"ApiCallRateInsight","insightContext":{"statistics":{"baseline":{"average":
                0.04},"insight":{"average":3.0}}}}}
                """#)
        let store = try CloudTrailEvent(
            recordText: #"""
                {"insightSource":"arn:s","insightState":"Start","insightEventSource":"ssm.amazonaws.com","insightEventName":
                "SendCommand","insightType":"ApiCallRateInsight","insightContext":{"baselineAverage":0.04,
                "insightAverage":3.0}}
                """#)
        for details in [trail.insightDetails, store.insightDetails] {
            #expect(details?.state == "Start" && details?.eventName == "SendCommand")
            #expect(details?.baselineAverage == 0.04 && details?.insightAverage == 3)
        }
    }

    @Test func aggregatedEventsHaveTheirOwnNames() throws {
        let event = try CloudTrailEvent(
            recordText: #"""
                {"eventVersion":"1.0","accountId":"222233334444","eventId":"0f9d","eventCategory":"Aggregated","timeWindow":
                {"windowStart":"2026-03-01T10:00:00Z","windowEnd":"2026-03-01T10:05:00Z","windowSize":"PT5M"},
                "summary":{"primaryDimension":{"dimension":"eventName"}}}
                """#)
        #expect(event.eventID == "0f9d" && event.timeWindow?.size == "PT5M")
        #expect(event.timeWindow?.end?.timeIntervalSince1970 == ISO8601.parse("2026-03-01T10:05:00Z"))
        #expect(event.summary?["primaryDimension"]?["dimension"] == "eventName")
    }

    @Test(arguments: ["", "[]", "null", "{\"a\":1", #"{"a":1}{"b":2}"#, #"{"a":1 "b":2}"#, #"{"a" 1}"#])
    func textThatIsNoObjectIsRefused(text: String) {
        #expect(throws: LogParsingError.self) { try CloudTrailEvent(recordText: text) }
    }

    @Test(arguments: ["2026-02-29T10:00:00Z", "2026-03-31T23:59:59Z", "2024-02-29T00:00:00Z", "2026-13-01T00:00:00Z"])
    func timesAreReadAsCalendarsHaveThem(text: String) throws {
        let event = try CloudTrailEvent(recordText: #"{"eventTime":"\#(text)"}"#)
        #expect(event.eventTime?.timeIntervalSince1970 == ISO8601.parse(text))
    }

    @Test func invalidUTF8IsShownAsWellAsItCanBe() throws {
        let bytes = Array(#"{"userAgent":"a"#.utf8) + [0xFF] + Array(#"b","errorMessage":"\ud800"}"#.utf8)
        let event = try CloudTrailEvent(recordBytes: bytes)
        #expect(event.userAgent == "a\u{FFFD}b" && event.errorMessage != nil && event.recordBytes == bytes)
    }
}
