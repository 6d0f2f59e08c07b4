/// The text of a statement: a literal, or put together once from constants and kept for the life of the process.
///
/// Drivers know a statement they have prepared by its address, so a text is made in a `static let`, never on a call.
/// `Sendable`: what it points to never changes and is never freed.
public struct SQLText: @unchecked Sendable, ExpressibleByStringLiteral {
    /// UTF-8, ended by a zero byte.
    public let utf8Start: UnsafePointer<UInt8>
    /// Without the zero byte.
    public let utf8CodeUnitCount: Int

    public init(stringLiteral text: StaticString) {
        utf8Start = text.utf8Start
        utf8CodeUnitCount = text.utf8CodeUnitCount
    }

    /// - Parameter constants: put together from constants of the program alone: what people enter travels as values.
    public init(constants text: String) {
        let count = text.utf8.count
        let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: count + 1)
        _ = UnsafeMutableBufferPointer(start: copy, count: count).initialize(from: text.utf8)
        copy[count] = 0
        utf8Start = UnsafePointer(copy)
        utf8CodeUnitCount = count
    }
}
