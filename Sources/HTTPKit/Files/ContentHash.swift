/// FNV-1a with 128 bits (Fowler, Noll, Vo): names contents, for caches and for telling requests apart. Not against forgery.
public struct ContentHash: Sendable {
    private var value: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d

    public init() {}

    public mutating func update(_ bytes: [UInt8]) {
        for byte in bytes { value = (value ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013b }
    }

    /// 16 hexadecimal digits.
    public var text: String {
        let digits = String(UInt64(truncatingIfNeeded: value >> 64), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
