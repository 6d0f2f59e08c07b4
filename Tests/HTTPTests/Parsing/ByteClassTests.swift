import Testing

@testable import HTTPKit

/// The tables against the characters that the RFCs list.
@Suite struct ByteClassTests {
    static let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

    @Test(arguments: [
        (ByteClass.token, letters + "!#$%&'*+-.^_`|~"),
        (.unreserved, letters + "-._~"),
        (.registeredName, letters + "-._~!$&'()*+,;=%"),
        (.target, letters + "-._~:/?[]@!$&'()*+,;=%"),
    ])
    func aClassHoldsWhatItsRuleLists(_ table: ByteClass, _ members: String) {
        for byte in UInt8.min...UInt8.max { #expect(table.contains(byte) == members.utf8.contains(byte), "\(byte)") }
    }

    @Test func aFieldValueHoldsAllButControlCharacters() {
        for byte in UInt8.min...UInt8.max {
            #expect(ByteClass.fieldValue.contains(byte) == (byte == 9 || byte >= 32 && byte != 127), "\(byte)")
        }
    }
}
