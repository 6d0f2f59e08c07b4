import CZlib

/// The coding that every client knows (RFC 1952).
enum Gzip {
    /// - Parameter level: 1 to 9.
    /// - Returns: nil when there is no memory for it.
    static func compress(_ bytes: [UInt8], level: Int32) -> [UInt8]? {
        var stream = z_stream()
        // 15 bits of window, and 16 for the gzip format.
        guard
            deflateInit2_(
                &stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { return nil }
        defer { deflateEnd(&stream) }
        var input = bytes
        let bound = Int(deflateBound(&stream, UInt(bytes.count)))
        let output = [UInt8](unsafeUninitializedCapacity: bound) { output, count in
            input.withUnsafeMutableBufferPointer { input in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(bound)
                if deflate(&stream, Z_FINISH) == Z_STREAM_END { count = Int(stream.total_out) }
            }
        }
        return output.isEmpty ? nil : output
    }
}
