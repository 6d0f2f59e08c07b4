/// What `Accept-Encoding` allows (RFC 9110 §12.5.3).
enum AcceptEncoding {
    /// Whether `coding`, in lower case, may be used: named, or covered by "*", with a weight above 0.
    static func allows(_ coding: StaticString, _ field: String?) -> Bool {
        guard let field else { return false }
        var wildcard = false
        for element in Array(field.utf8).listElements() {
            let parts = element.split(separator: UInt8(ascii: ";"))
            guard let name = parts.first?.trimmingWhitespace() else { continue }
            let isAllowed = parts.dropFirst().allSatisfy { parameter in
                let parameter = parameter.trimmingWhitespace()
                guard parameter.first?.lowercased == UInt8(ascii: "q"), parameter.dropFirst().first == UInt8(ascii: "=") else {
                    return true
                }
                return parameter.dropFirst(2).contains { (UInt8(ascii: "1")...UInt8(ascii: "9")).contains($0) }
            }
            if name.equalsIgnoringCase(coding) { return isAllowed }
            if name.elementsEqual("*".utf8) { wildcard = isAllowed }
        }
        return wildcard
    }
}
