import CairnModel

/// Where the fields of one record stand in its bytes: one pass, no copies. Of a field that comes twice the first counts.
///
/// Names as in records; `accountId` and `eventId` are those of aggregated events.
struct EventFields: Sendable {
    var eventVersion = JSONSlice.absent
    var userIdentity = JSONSlice.absent
    var eventTime = JSONSlice.absent
    var eventSource = JSONSlice.absent
    var eventName = JSONSlice.absent
    var awsRegion = JSONSlice.absent
    var sourceIPAddress = JSONSlice.absent
    var userAgent = JSONSlice.absent
    var errorCode = JSONSlice.absent
    var errorMessage = JSONSlice.absent
    var requestParameters = JSONSlice.absent
    var responseElements = JSONSlice.absent
    var additionalEventData = JSONSlice.absent
    var requestID = JSONSlice.absent
    var eventID = JSONSlice.absent
    var readOnly = JSONSlice.absent
    var resources = JSONSlice.absent
    var eventType = JSONSlice.absent
    var apiVersion = JSONSlice.absent
    var managementEvent = JSONSlice.absent
    var recipientAccountID = JSONSlice.absent
    var serviceEventDetails = JSONSlice.absent
    var sharedEventID = JSONSlice.absent
    var vpcEndpointID = JSONSlice.absent
    var vpcEndpointAccountID = JSONSlice.absent
    var eventCategory = JSONSlice.absent
    var addendum = JSONSlice.absent
    var sessionCredentialFromConsole = JSONSlice.absent
    var edgeDeviceDetails = JSONSlice.absent
    var tlsDetails = JSONSlice.absent
    var eventContext = JSONSlice.absent
    var annotation = JSONSlice.absent
    var insightDetails = JSONSlice.absent
    var insightContext = JSONSlice.absent
    var insightSource = JSONSlice.absent
    var accountID = JSONSlice.absent
    var timeWindow = JSONSlice.absent
    var summary = JSONSlice.absent
    var insightState = JSONSlice.absent
    var insightEventSource = JSONSlice.absent
    var insightEventName = JSONSlice.absent
    var insightErrorCode = JSONSlice.absent
    var insightType = JSONSlice.absent

    /// Scans the object at the scanner's position; `false` if there is none, it breaks off, or it is broken.
    mutating func scan(_ json: inout JSONScanner) -> Bool {
        guard json.enterObject() else { return false }
        while let key = json.nextKey() {
            guard let value = json.skipValue() else { return false }
            assign(value, to: UnsafeRawBufferPointer(rebasing: json.bytes[key]))
            guard let next = json.peek(), next == UInt8(ascii: ",") || next == UInt8(ascii: "}") else { return false }
        }
        return json.hasEnded(with: UInt8(ascii: "}"))
    }

    // The length decides between a few names: comparing with all would cost as much as the scan.
    private mutating func assign(_ value: JSONSlice, to key: UnsafeRawBufferPointer) {
        switch key.count {
        case 7:
            if key.equals("eventID") {
                Self.set(&eventID, value)
            } else if key.equals("summary") {
                Self.set(&summary, value)
            } else if key.equals("eventId") {
                Self.set(&eventID, value)
            }
        case 8:
            if key.equals("readOnly") {
                Self.set(&readOnly, value)
            } else if key.equals("addendum") {
                Self.set(&addendum, value)
            }
        case 9:
            if key.equals("eventTime") {
                Self.set(&eventTime, value)
            } else if key.equals("eventName") {
                Self.set(&eventName, value)
            } else if key.equals("awsRegion") {
                Self.set(&awsRegion, value)
            } else if key.equals("userAgent") {
                Self.set(&userAgent, value)
            } else if key.equals("errorCode") {
                Self.set(&errorCode, value)
            } else if key.equals("requestID") {
                Self.set(&requestID, value)
            } else if key.equals("resources") {
                Self.set(&resources, value)
            } else if key.equals("eventType") {
                Self.set(&eventType, value)
            } else if key.equals("accountId") {
                Self.set(&accountID, value)
            }
        case 10:
            if key.equals("apiVersion") {
                Self.set(&apiVersion, value)
            } else if key.equals("tlsDetails") {
                Self.set(&tlsDetails, value)
            } else if key.equals("annotation") {
                Self.set(&annotation, value)
            } else if key.equals("timeWindow") {
                Self.set(&timeWindow, value)
            }
        case 11:
            if key.equals("eventSource") {
                Self.set(&eventSource, value)
            } else if key.equals("insightType") {
                Self.set(&insightType, value)
            }
        case 12:
            if key.equals("eventVersion") {
                Self.set(&eventVersion, value)
            } else if key.equals("userIdentity") {
                Self.set(&userIdentity, value)
            } else if key.equals("errorMessage") {
                Self.set(&errorMessage, value)
            } else if key.equals("eventContext") {
                Self.set(&eventContext, value)
            } else if key.equals("insightState") {
                Self.set(&insightState, value)
            }
        case 13:
            if key.equals("sharedEventID") {
                Self.set(&sharedEventID, value)
            } else if key.equals("vpcEndpointId") {
                Self.set(&vpcEndpointID, value)
            } else if key.equals("eventCategory") {
                Self.set(&eventCategory, value)
            } else if key.equals("insightSource") {
                Self.set(&insightSource, value)
            }
        case 14:
            if key.equals("insightDetails") {
                Self.set(&insightDetails, value)
            } else if key.equals("insightContext") {
                Self.set(&insightContext, value)
            }
        case 15:
            if key.equals("sourceIPAddress") {
                Self.set(&sourceIPAddress, value)
            } else if key.equals("managementEvent") {
                Self.set(&managementEvent, value)
            }
        case 16:
            if key.equals("responseElements") {
                Self.set(&responseElements, value)
            } else if key.equals("insightEventName") {
                Self.set(&insightEventName, value)
            } else if key.equals("insightErrorCode") {
                Self.set(&insightErrorCode, value)
            }
        case 17:
            if key.equals("requestParameters") {
                Self.set(&requestParameters, value)
            } else if key.equals("edgeDeviceDetails") {
                Self.set(&edgeDeviceDetails, value)
            }
        case 18:
            if key.equals("recipientAccountId") {
                Self.set(&recipientAccountID, value)
            } else if key.equals("insightEventSource") {
                Self.set(&insightEventSource, value)
            }
        case 19:
            if key.equals("additionalEventData") {
                Self.set(&additionalEventData, value)
            } else if key.equals("serviceEventDetails") {
                Self.set(&serviceEventDetails, value)
            }
        case 20:
            if key.equals("vpcEndpointAccountId") {
                Self.set(&vpcEndpointAccountID, value)
            }
        case 28:
            if key.equals("sessionCredentialFromConsole") {
                Self.set(&sessionCredentialFromConsole, value)
            }
        default: break
        }
    }

    @inline(__always)
    private static func set(_ field: inout JSONSlice, _ value: JSONSlice) {
        if field.isAbsent { field = value }
    }
}

extension UnsafeRawBufferPointer {
    @inline(__always)
    fileprivate func equals(_ name: StaticString) -> Bool {
        var index = 0
        while index < count {
            if self[index] != name.utf8Start[index] { return false }
            index &+= 1
        }
        return true
    }
}
