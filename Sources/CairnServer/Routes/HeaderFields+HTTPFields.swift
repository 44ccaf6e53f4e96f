import CairnModel
import HTTPTypes

extension HeaderFields {
    /// With the host, which stands apart from the headers there, and is signed.
    init(_ head: HTTPRequest) {
        self.init(head.headerFields.map { Field(name: $0.name.rawName, value: $0.value) })
        if let host = head.authority { self["Host"] = host }
    }
}

extension HTTPFields {
    init(_ headers: HeaderFields) {
        self.init()
        for field in headers.fields {
            if let name = HTTPField.Name(field.name) { append(HTTPField(name: name, value: field.value)) }
        }
    }
}
