/// A text of an event, as far as it is known.
public enum EventText {
    /// UTF-8, valid as long as the event is evaluated.
    case bytes(UnsafeRawBufferPointer)
    case string(String)
    /// The event does not have the field.
    case missing
    /// Not known yet, but it will begin so if it comes at all.
    case beginning(String)

    /// Not known yet.
    public static var unknown: EventText { .beginning("") }

    /// The text itself, for people; `nil` if it is missing or not known.
    var text: String? {
        switch self {
        case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
        case .string(let string): string
        case .missing, .beginning: nil
        }
    }
}
