/// The pass behind ``RecordView``: objects on the way to a wanted field are entered, all else is skipped.
struct RecordScanner {
    enum Level { case record, identity, sessionContext, sessionIssuer, insight }

    var json: JSONScanner

    /// Scans the object at the position; `false` if there is none or it breaks off.
    mutating func scanMembers(of level: Level, into view: inout RecordView) -> Bool {
        guard json.enterObject() else { return false }
        while let key = json.nextKey() {
            guard scanValue(of: key, at: level, into: &view) else { return false }
            guard let next = json.peek(), next == UInt8(ascii: ",") || next == UInt8(ascii: "}") else { return false }
        }
        return json.hasEnded(with: UInt8(ascii: "}"))
    }

    private mutating func scanValue(of key: Range<Int>, at level: Level, into view: inout RecordView) -> Bool {
        guard let byte = json.peek() else { return false }
        if byte == UInt8(ascii: "{"), let inner = innerLevel(key, level) {
            let start = json.position
            guard scanMembers(of: inner, into: &view) else { return false }
            assign(JSONSlice(start: start, end: json.position, hasEscape: false), to: key, at: level, in: &view)
            return true
        }
        guard let value = json.skipValue() else { return false }
        assign(value, to: key, at: level, in: &view)
        return true
    }

    private func innerLevel(_ key: Range<Int>, _ level: Level) -> Level? {
        switch level {
        case .record:
            if matches("userIdentity", key) { return .identity }
            return matches("insightDetails", key) ? .insight : nil
        case .identity: return matches("sessionContext", key) ? .sessionContext : nil
        case .sessionContext: return matches("sessionIssuer", key) ? .sessionIssuer : nil
        case .sessionIssuer, .insight: return nil
        }
    }

    private func assign(_ value: JSONSlice, to key: Range<Int>, at level: Level, in view: inout RecordView) {
        switch level {
        case .record: assignRecord(key, value, &view)
        case .identity: assignIdentity(key, value, &view)
        case .sessionContext: break
        case .sessionIssuer: assignIssuer(key, value, &view)
        case .insight: assignInsight(key, value, &view)
        }
    }

    private func set(_ field: inout JSONSlice, _ value: JSONSlice) {
        if field.isAbsent { field = value }
    }

    @inline(__always)
    private func matches(_ name: StaticString, _ key: Range<Int>) -> Bool {
        guard key.count == name.utf8CodeUnitCount else { return false }
        var index = 0
        while index < key.count {
            if json.bytes[key.lowerBound &+ index] != name.utf8Start[index] { return false }
            index &+= 1
        }
        return true
    }

    private func assignRecord(_ key: Range<Int>, _ value: JSONSlice, _ view: inout RecordView) {
        switch key.count {
        case 7:
            if matches("eventID", key) {
                set(&view.eventID, value)
            }
        case 8:
            if matches("readOnly", key) {
                set(&view.readOnly, value)
            }
        case 9:
            if matches("eventTime", key) {
                set(&view.eventTime, value)
            } else if matches("eventName", key) {
                set(&view.eventName, value)
            } else if matches("awsRegion", key) {
                set(&view.awsRegion, value)
            } else if matches("userAgent", key) {
                set(&view.userAgent, value)
            } else if matches("errorCode", key) {
                set(&view.errorCode, value)
            } else if matches("requestID", key) {
                set(&view.requestID, value)
            } else if matches("eventType", key) {
                set(&view.eventType, value)
            } else if matches("resources", key) {
                set(&view.resources, value)
            }
        case 10:
            if matches("apiVersion", key) {
                set(&view.apiVersion, value)
            } else if matches("tlsDetails", key) {
                set(&view.tlsDetails, value)
            }
        case 11:
            if matches("eventSource", key) {
                set(&view.eventSource, value)
            }
        case 12:
            if matches("eventVersion", key) {
                set(&view.eventVersion, value)
            } else if matches("errorMessage", key) {
                set(&view.errorMessage, value)
            } else if matches("userIdentity", key) {
                set(&view.userIdentity, value)
            }
        case 13:
            if matches("sharedEventID", key) {
                set(&view.sharedEventID, value)
            } else if matches("vpcEndpointId", key) {
                set(&view.vpcEndpointID, value)
            } else if matches("eventCategory", key) {
                set(&view.eventCategory, value)
            }
        case 14:
            if matches("insightDetails", key) {
                set(&view.insightDetails, value)
            }
        case 15:
            if matches("sourceIPAddress", key) {
                set(&view.sourceIPAddress, value)
            } else if matches("managementEvent", key) {
                set(&view.managementEvent, value)
            }
        case 16:
            if matches("responseElements", key) {
                set(&view.responseElements, value)
            }
        case 17:
            if matches("requestParameters", key) {
                set(&view.requestParameters, value)
            }
        case 18:
            if matches("recipientAccountId", key) {
                set(&view.recipientAccountID, value)
            }
        case 19:
            if matches("additionalEventData", key) {
                set(&view.additionalEventData, value)
            } else if matches("serviceEventDetails", key) {
                set(&view.serviceEventDetails, value)
            }
        case 28:
            if matches("sessionCredentialFromConsole", key) {
                set(&view.sessionCredentialFromConsole, value)
            }
        default: break
        }
    }

    private func assignIdentity(_ key: Range<Int>, _ value: JSONSlice, _ view: inout RecordView) {
        switch key.count {
        case 3:
            if matches("arn", key) {
                set(&view.identity.arn, value)
            }
        case 4:
            if matches("type", key) {
                set(&view.identity.type, value)
            }
        case 8:
            if matches("userName", key) {
                set(&view.identity.userName, value)
            }
        case 9:
            if matches("accountId", key) {
                set(&view.identity.accountID, value)
            } else if matches("invokedBy", key) {
                set(&view.identity.invokedBy, value)
            }
        case 11:
            if matches("principalId", key) {
                set(&view.identity.principalID, value)
            } else if matches("accessKeyId", key) {
                set(&view.identity.accessKeyID, value)
            }
        default: break
        }
    }

    private func assignIssuer(_ key: Range<Int>, _ value: JSONSlice, _ view: inout RecordView) {
        switch key.count {
        case 3:
            if matches("arn", key) {
                set(&view.identity.sessionIssuerARN, value)
            }
        case 8:
            if matches("userName", key) {
                set(&view.identity.sessionIssuerUserName, value)
            }
        default: break
        }
    }

    private func assignInsight(_ key: Range<Int>, _ value: JSONSlice, _ view: inout RecordView) {
        switch key.count {
        case 5:
            if matches("state", key) {
                set(&view.insight.state, value)
            }
        case 9:
            if matches("eventName", key) {
                set(&view.insight.eventName, value)
            } else if matches("errorCode", key) {
                set(&view.insight.errorCode, value)
            }
        case 11:
            if matches("eventSource", key) {
                set(&view.insight.eventSource, value)
            } else if matches("insightType", key) {
                set(&view.insight.insightType, value)
            }
        default: break
        }
    }
}
