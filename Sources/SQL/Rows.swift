/// The rows that a statement returned, decoded on access.
public struct Rows: Sendable {
    private let storage: any RowStorage

    public init(_ storage: any RowStorage) { self.storage = storage }

    /// What a statement returns that returns no rows.
    public static let empty = Rows(NoRows())

    /// How many rows came back.
    public var count: Int { storage.count }
    public var isEmpty: Bool { count == 0 }
    public var first: Row? { isEmpty ? nil : self[0] }

    public subscript(index: Int) -> Row {
        precondition(index >= 0 && index < count, "row \(index) of \(count)")
        return Row(storage: storage, index: index)
    }

    public func map<Element, Failure: Error>(_ transform: (Row) throws(Failure) -> Element) throws(Failure) -> [Element] {
        var elements: [Element] = []
        elements.reserveCapacity(count)
        for index in 0..<count { elements.append(try transform(self[index])) }
        return elements
    }
}

/// One row. Columns are read by position; a column of another type than asked for is a programming error and stops the process in tests
/// through the contract suite, never through people's data: the SQL fixes the types.
public struct Row {
    let storage: any RowStorage
    let index: Int

    public func isNull(_ column: Int) -> Bool { storage.isNull(index, column) }
    public func bool(_ column: Int) -> Bool { storage.int(index, column) != 0 }
    public func int(_ column: Int) -> Int64 { storage.int(index, column) }
    public func double(_ column: Int) -> Double { storage.double(index, column) }
    public func text(_ column: Int) -> String { storage.text(index, column) }
    public func bytes(_ column: Int) -> [UInt8] { storage.bytes(index, column) }
    public func uuid(_ column: Int) -> UInt128 { storage.uuid(index, column) }
    /// Days since 1970-01-01.
    public func day(_ column: Int) -> Int32 { storage.day(index, column) }
    /// Microseconds since 1970-01-01T00:00:00Z.
    public func instant(_ column: Int) -> Int64 { storage.instant(index, column) }

    /// The column through `read`, or `nil` where it is NULL: `row.optional(3, Row.day)`.
    public func optional<Column>(_ column: Int, _ read: (Row) -> (Int) -> Column) -> Column? {
        isNull(column) ? nil : read(self)(column)
    }
}

/// What a driver implements to hand out rows. Immutable once made, hence `Sendable`.
public protocol RowStorage: AnyObject, Sendable {
    var count: Int { get }
    func isNull(_ row: Int, _ column: Int) -> Bool
    /// Integers of any width, and booleans as 0 and 1.
    func int(_ row: Int, _ column: Int) -> Int64
    func double(_ row: Int, _ column: Int) -> Double
    func text(_ row: Int, _ column: Int) -> String
    func bytes(_ row: Int, _ column: Int) -> [UInt8]
    func uuid(_ row: Int, _ column: Int) -> UInt128
    func day(_ row: Int, _ column: Int) -> Int32
    func instant(_ row: Int, _ column: Int) -> Int64
}

private final class NoRows: RowStorage {
    var count: Int { 0 }
    func isNull(_ row: Int, _ column: Int) -> Bool { preconditionFailure("no rows") }
    func int(_ row: Int, _ column: Int) -> Int64 { preconditionFailure("no rows") }
    func double(_ row: Int, _ column: Int) -> Double { preconditionFailure("no rows") }
    func text(_ row: Int, _ column: Int) -> String { preconditionFailure("no rows") }
    func bytes(_ row: Int, _ column: Int) -> [UInt8] { preconditionFailure("no rows") }
    func uuid(_ row: Int, _ column: Int) -> UInt128 { preconditionFailure("no rows") }
    func day(_ row: Int, _ column: Int) -> Int32 { preconditionFailure("no rows") }
    func instant(_ row: Int, _ column: Int) -> Int64 { preconditionFailure("no rows") }
}
