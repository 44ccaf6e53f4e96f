/// A part of a bucket's list of objects.
public struct ObjectPage: Sendable, Hashable {
    /// In the order of their keys' bytes. Stores that speak to a service give only what lists tell: no metadata.
    public var objects: [ObjectInfo]
    /// Where the next page begins (the `after` of the next call), `nil` on the last page.
    public var next: String?

    public init(objects: [ObjectInfo], next: String?) {
        self.objects = objects
        self.next = next
    }
}
