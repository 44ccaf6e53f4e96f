extension [UInt8] {
    /// `withUnsafeBytes` that keeps the type of the error.
    func withBytes<T>(_ body: (UnsafeRawBufferPointer) throws(StoreError) -> T) throws(StoreError) -> T {
        let result = withUnsafeBytes { buffer in Result { () throws(StoreError) in try body(buffer) } }
        return try result.get()
    }

    /// `withUnsafeMutableBytes` that keeps the type of the error.
    mutating func withMutableBytes<T>(
        _ body: (UnsafeMutableRawBufferPointer) throws(StoreError) -> T
    ) throws(StoreError) -> T {
        let result = withUnsafeMutableBytes { buffer in Result { () throws(StoreError) in try body(buffer) } }
        return try result.get()
    }
}
