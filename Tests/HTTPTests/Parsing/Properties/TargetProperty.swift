import Glibc

@testable import HTTPKit

/// Targets, queries and addresses mean what other readings of them say: the RFC's own steps, and the C library's.
enum TargetProperty {
    /// A target; or, as the alternative, an IPv6 address.
    static func check(_ input: PropertyInput) throws(Violation) -> Bool {
        input.isAlternative ? try checkAddress(input.bytes) : try checkTarget(input.bytes)
    }

    private static func checkTarget(_ target: [UInt8]) throws(Violation) -> Bool {
        let head = HeadProperty.parsed(Array("GET ".utf8) + target + Array(" HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
        if isOriginForm(target) {
            let path = String(decoding: target.prefix { $0 != UInt8(ascii: "?") }, as: UTF8.self)
            try require(head?.path == PathReading.normalized(path), "\(head?.path ?? "nothing") for \(path)")
        }
        guard let head else { return false }
        try PathReading.check(head)
        try checkQuery(head.query ?? "")
        return true
    }

    /// RFC 9112 §3.2.1, with the characters that RFC 3986 has for path and query, and the brackets that people write there.
    private static func isOriginForm(_ target: [UInt8]) -> Bool {
        guard target.first == UInt8(ascii: "/"), target.count < 8000 else { return false }
        var rest = target[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%") {
                guard rest.count >= 2, rest.prefix(2).allSatisfy({ isxdigit(Int32($0)) != 0 }) else { return false }
            } else if isalnum(Int32(byte)) == 0, !"-._~:/?[]@!$&'()*+,;=".utf8.contains(byte) {
                return false
            }
        }
        return true
    }

    /// What was decoded and is written with every byte encoded is decoded to the same.
    private static func checkQuery(_ query: String) throws(Violation) {
        let pairs = QueryParameters(query).pairs
        try require(pairs.count == query.split(separator: "&").count, "\(pairs.count) pairs in \(query)")
        let rewritten = pairs.map { "\(encoded($0.name))=\(encoded($0.value))" }.joined(separator: "&")
        let again = QueryParameters(rewritten).pairs
        try require(again.elementsEqual(pairs, by: ==), "\(again), not \(pairs)")
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func checkAddress(_ text: [UInt8]) throws(Violation) -> Bool {
        let isValid = text.withUnsafeBytes { IPv6Literal.isValid($0[...]) }
        var address = in6_addr()
        let isKnown = !text.contains(0) && inet_pton(AF_INET6, String(decoding: text, as: UTF8.self), &address) == 1
        try require(isValid == isKnown, "\(isValid), not \(isKnown)")
        return isValid
    }
}
