import HTTPTypes

extension RequestHead {
    /// The value of the first cookie of that name (RFC 6265 §5.4); nil when none was sent.
    ///
    /// ```swift
    /// let session = request.head.cookie("session")
    /// ```
    public func cookie(_ name: String) -> String? {
        guard let field = self[.cookie] else { return nil }
        for pair in field.utf8.split(separator: UInt8(ascii: ";")) {
            let pair = pair.drop { $0 == UInt8(ascii: " ") }
            guard let equals = pair.firstIndex(of: UInt8(ascii: "=")), pair[..<equals].elementsEqual(name.utf8) else { continue }
            return String(Substring(pair[pair.index(after: equals)...]))
        }
        return nil
    }
}
