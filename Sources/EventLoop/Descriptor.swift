import Glibc

/// A file descriptor that is closed exactly once: when its owner lets go of it.
public struct Descriptor: ~Copyable, Sendable {
    public let raw: Int32

    /// Takes ownership of `raw`.
    public init(_ raw: Int32) { self.raw = raw }

    deinit { close(raw) }
}

/// A system call on a socket that failed.
public struct SocketError: Error, Sendable, Equatable, CustomStringConvertible {
    public let call: String
    /// `errno`.
    public let code: Int32

    public init(call: String, code: Int32) {
        self.call = call
        self.code = code
    }

    public var description: String { "\(call): \(String(cString: strerror(code)))" }

    /// `result`, unless it is -1.
    public static func check(_ call: String, _ result: Int32) throws(SocketError) -> Int32 {
        guard result != -1 else { throw SocketError(call: call, code: errno) }
        return result
    }
}
