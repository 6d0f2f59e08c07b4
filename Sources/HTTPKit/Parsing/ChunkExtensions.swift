/// Checks what follows a chunk's size on its line (RFC 9112 §7.1.1): `*( BWS ";" BWS name [ BWS "=" BWS ( token / quoted-string ) ] )`.
///
/// None is known here, so all are passed over, but only in this form: servers that each took something else for it have been used
/// against one another.
struct ChunkExtensions: Sendable {
    private enum State: Sendable {
        /// Before a semicolon, after white space.
        case end
        /// Before a name.
        case name
        case inName
        /// After a name, before "=" or what follows the extension.
        case afterName
        /// Before a value.
        case value
        case inToken
        case inQuotes
        /// After a backslash within quotes.
        case escaped
        /// Right after a quoted value.
        case afterQuotes
    }

    private var state = State.end

    /// Whether the line may end here.
    var mayEnd: Bool {
        switch state {
        case .inName, .inToken, .afterQuotes: true
        default: false
        }
    }

    mutating func byteRead(_ byte: UInt8) throws(ParseError) {
        let isSpace = byte == .space || byte == .tab
        let isToken = ByteClass.token.contains(byte)
        switch state {
        case .end where isSpace, .name where isSpace, .value where isSpace, .afterName where isSpace: break
        case .end where byte == UInt8(ascii: ";"), .inName where byte == UInt8(ascii: ";"), .inToken where byte == UInt8(ascii: ";"),
            .afterName where byte == UInt8(ascii: ";"), .afterQuotes where byte == UInt8(ascii: ";"):
            state = .name
        case .name where isToken: state = .inName
        case .inName where isToken, .inToken where isToken: break
        case .inName where isSpace: state = .afterName
        case .inName where byte == UInt8(ascii: "="), .afterName where byte == UInt8(ascii: "="): state = .value
        case .value where isToken: state = .inToken
        case .value where byte == UInt8(ascii: "\""): state = .inQuotes
        case .inToken where isSpace, .afterQuotes where isSpace: state = .end
        case .inQuotes where byte == UInt8(ascii: "\""): state = .afterQuotes
        case .inQuotes where byte == UInt8(ascii: "\\"): state = .escaped
        case .inQuotes where ByteClass.fieldValue.contains(byte): break
        case .escaped where ByteClass.fieldValue.contains(byte): state = .inQuotes
        default: throw .malformedChunk
        }
    }
}
