import CBrotli

/// The coding that browsers ask for where the connection is safe (RFC 7932).
enum Brotli {
    /// - Parameter quality: 0 to 11.
    /// - Returns: nil when there is no memory for it.
    static func compress(_ bytes: [UInt8], quality: Int32) -> [UInt8]? {
        let bound = BrotliEncoderMaxCompressedSize(bytes.count)
        let output = [UInt8](unsafeUninitializedCapacity: bound) { output, count in
            var size = bound
            let isDone = bytes.withUnsafeBufferPointer { input in
                BrotliEncoderCompress(
                    quality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, input.count, input.baseAddress, &size, output.baseAddress)
            }
            count = isDone == BROTLI_TRUE ? size : 0
        }
        return output.isEmpty ? nil : output
    }
}
