import HTTPTypes

@testable import HTTPKit

/// A path's normal form, word for word as RFC 3986 has it, to compare ours with.
enum PathReading {
    /// Checks the path of an accepted head.
    static func check(_ head: RequestHead) throws(Violation) {
        let path = head.path
        if head.method == .connect { return try require(path == head.target, "another path") }
        if head.method == .options, head.target == "*" { return try require(path == "*", "another path") }
        try require(path.hasPrefix("/"), "a path begins elsewhere than at the root: \(path)")
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        try require(!segments.contains("." as Substring) && !segments.contains(".." as Substring), "dot segments in \(path)")
        try require(!path.utf8.contains(0) && !path.contains("%00"), "NUL in \(path)")
        try require(normalized(path) == path, "\(path) is no normal form")
    }

    /// The normal form of a path that is well-formed; nil when it leads above the root or holds a NUL.
    static func normalized(_ path: String) -> String? {
        guard let decoded = decodingUnreserved(path) else { return nil }
        return removingDotSegments(decoded)
    }

    /// RFC 3986 §6.2.2.1 and §6.2.2.2.
    private static func decodingUnreserved(_ path: String) -> String? {
        var rest = path[...]
        var result = ""
        while let percent = rest.firstIndex(of: "%") {
            result += rest[..<percent]
            let digits = rest[percent...].dropFirst().prefix(2)
            guard let octet = UInt8(digits, radix: 16), octet != 0 else { return nil }
            let character = Character(Unicode.Scalar(octet))
            let isUnreserved = character.isASCII && (character.isLetter || character.isNumber || "-._~".contains(character))
            result += isUnreserved ? String(character) : "%" + digits.uppercased()
            rest = rest[digits.endIndex...]
        }
        return result + rest
    }

    /// RFC 3986 §5.2.4, step by step.
    private static func removingDotSegments(_ path: String) -> String? {
        var input = path
        var output = ""
        while !input.isEmpty {
            if input.hasPrefix("/./") || input == "/." {
                input = "/" + input.dropFirst(3)
            } else if input.hasPrefix("/../") || input == "/.." {
                input = "/" + input.dropFirst(4)
                guard let slash = output.lastIndex(of: "/") else { return nil }
                output = String(output[..<slash])
            } else {
                let end = input.dropFirst().firstIndex(of: "/") ?? input.endIndex
                output += input[..<end]
                input = String(input[end...])
            }
        }
        return output
    }
}
