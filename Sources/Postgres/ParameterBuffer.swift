import CLibpq
import SQL

/// The parameters of one execution in the binary format, in memory that is used again for the next.
struct ParameterBuffer: ~Copyable {
    private var bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 8)
    private var used = 0
    private var offsets: [Int32] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []
    private var types: [Oid] = []
    private var pointers: [UnsafePointer<CChar>?] = []

    deinit { bytes.deallocate() }

    /// Sends the statement's execution with `values`. False when the connection is broken.
    mutating func execute(_ connection: OpaquePointer, _ name: UnsafePointer<CChar>, _ values: [Value]) -> Bool {
        encode(values)
        return PQsendQueryPrepared(connection, name, Int32(values.count), pointers, lengths, formats, 1) == 1
    }

    /// Sends the preparation of `sql`. False when the connection is broken.
    mutating func prepare(
        _ connection: OpaquePointer, _ name: UnsafePointer<CChar>, _ sql: UnsafePointer<UInt8>, _ values: [Value]
    ) -> Bool {
        types.removeAll(keepingCapacity: true)
        for value in values { types.append(value.parameterType.oid) }
        return sql.withMemoryRebound(to: CChar.self, capacity: 1) {
            PQsendPrepare(connection, name, $0, Int32(values.count), types) == 1
        }
    }

    private mutating func encode(_ values: [Value]) {
        if bytes.count > 1 << 20 {
            bytes.deallocate()
            bytes = .allocate(byteCount: 4096, alignment: 8)
        }
        used = 0
        offsets.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        pointers.removeAll(keepingCapacity: true)
        while formats.count < values.count { formats.append(1) }
        for value in values { append(value) }
        // Only now, as the memory may have moved while it grew.
        for offset in offsets {
            pointers.append(offset < 0 ? nil : UnsafePointer((bytes.baseAddress! + Int(offset)).assumingMemoryBound(to: CChar.self)))
        }
    }

    private mutating func append(_ value: Value) {
        switch value {
        case .bool(let value?): append(UInt8(value ? 1 : 0))
        case .int(let value?): append(value.bigEndian)
        case .double(let value?): append(value.bitPattern.bigEndian)
        case .uuid(let value?): append(value.bigEndian)
        case .day(let value?): append(PostgresEpoch.encode(value, epoch: PostgresEpoch.days).bigEndian)
        case .instant(let value?): append(PostgresEpoch.encode(value, epoch: PostgresEpoch.microseconds).bigEndian)
        case .text(var value?): value.withUTF8 { append(UnsafeRawBufferPointer($0)) }
        case .bytes(let value?): value.withUnsafeBytes { append($0) }
        case .bool(nil), .int(nil), .double(nil), .uuid(nil), .day(nil), .instant(nil), .text(nil), .bytes(nil):
            offsets.append(-1)
            lengths.append(0)
        }
    }

    private mutating func append<Number: FixedWidthInteger>(_ number: Number) {
        withUnsafeBytes(of: number) { append($0) }
    }

    private mutating func append(_ source: UnsafeRawBufferPointer) {
        reserve(source.count)
        offsets.append(Int32(used))
        lengths.append(Int32(source.count))
        UnsafeMutableRawBufferPointer(rebasing: bytes[used...]).copyMemory(from: source)
        used += source.count
    }

    /// An empty value needs an address too, hence one byte to spare.
    private mutating func reserve(_ count: Int) {
        guard used + count + 1 > bytes.count else { return }
        let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: max(bytes.count * 2, used + count + 1), alignment: 8)
        larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<used]))
        bytes.deallocate()
        bytes = larger
    }
}
