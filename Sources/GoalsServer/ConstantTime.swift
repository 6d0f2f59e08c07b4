import Crypto

/// Comparing what must not be found out by trying.
enum ConstantTime {
    /// Takes as long wherever the texts differ; the comparison is the library's.
    static func areEqual(_ text: String, _ other: String) -> Bool {
        SymmetricKey(data: Array(text.utf8)) == SymmetricKey(data: Array(other.utf8))
    }
}
