import Crypto
import CryptoExtras
import Testing

@testable import GoalsServer

@Suite struct PasswordHashTests {
    /// RFC 7914 §12: scrypt("pleaseletmein", "SodiumChloride", 16384, 8, 1, 64).
    private static let known =
        "$scrypt$ln=14,r=8,p=1$U29kaXVtQ2hsb3JpZGU$cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdofLVQylVYT8Pz2LUlwUkKpr55h6F3A1lHkDfzwF7RVdYhw"

    @Test func theStandardsVectorMatches() throws {
        let hash = try #require(PasswordHash(Self.known))
        #expect(hash.matches("pleaseletmein"))
        #expect(!hash.matches("pleaseletmeIn"))
        #expect(!hash.matches(""))
        #expect(hash.text == Self.known)
        #expect(hash.needsRehash)
    }

    @Test func aHashIsOfItsPasswordAlone() throws {
        let hash = try #require(PasswordHash.make(of: "correct horse", .cheap))
        let read = try #require(PasswordHash(hash.text))
        #expect(read.matches("correct horse"))
        for other in ["correct hors", "correct horse ", " correct horse", "Correct horse", "correct horse\n", ""] {
            #expect(!read.matches(other))
        }
        #expect(try #require(PasswordHash.make(of: "correct horse", .cheap)).text != hash.text)
    }

    @Test func eachByteOfTheKeyIsCompared() throws {
        let parts = try #require(PasswordHash.make(of: "correct horse", .cheap)).text.split(separator: "$").map(String.init)
        let letters = Array(parts[3])
        for index in letters.indices {
            // Of the last letter only four bits count, and the others must be zero.
            let other: Character = letters[index] == "A" ? "Q" : "A"
            let changed = String(letters[..<index] + [other] + letters[(index + 1)...])
            let hash = try #require(PasswordHash("$\(parts[0])$\(parts[1])$\(parts[2])$\(changed)"))
            #expect(!hash.matches("correct horse"))
        }
    }

    @Test func nothingIsCutOffOrMadeAlike() throws {
        let long = String(repeating: "x", count: 199)
        let hash = try #require(PasswordHash.make(of: long + "a", .cheap))
        #expect(!hash.matches(long + "b"))
        #expect(!hash.matches(long))
        // Strings that Swift holds for equal: é in one scalar, and in two.
        let composed = try #require(PasswordHash.make(of: "caf\u{E9} au lait", .cheap))
        #expect(!composed.matches("cafe\u{301} au lait"))
    }

    @Test func todaysParametersAreThirtyTwoMebibytesThreeTimes() throws {
        let hash = try #require(PasswordHash.make(of: "correct horse"))
        #expect(hash.text.hasPrefix("$scrypt$ln=15,r=8,p=3$"))
        #expect(hash.parameters.memory == 32 << 20)
        #expect(!hash.needsRehash)
        #expect(hash.matches("correct horse"))
    }

    @Test(arguments: [
        ("ln=15,r=8,p=3", false), ("ln=17,r=8,p=1", false), ("ln=16,r=8,p=2", false), ("ln=15,r=8,p=4", false), ("ln=15,r=8,p=2", true),
        ("ln=14,r=8,p=6", true), ("ln=15,r=4,p=6", true), ("ln=10,r=8,p=1", true),
    ])
    func whatCostsLessThanTodayIsMadeAnew(_ parameters: String, _ needsRehash: Bool) throws {
        let hash = try #require(PasswordHash("$scrypt$\(parameters)$\(Self.salt)$\(Self.key)"))
        #expect(hash.needsRehash == needsRehash)
    }

    private static let salt = "AAECAwQFBgcICQoLDA0ODw"
    private static let key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"

    @Test(arguments: [
        "", "$", "scrypt", "$scrypt$ln=15,r=8,p=3$\(salt)", "$scrypt$ln=15,r=8,p=3$\(salt)$\(key)$",
        " $scrypt$ln=15,r=8,p=3$\(salt)$\(key)",
        "$scrypt$ln=15,r=8,p=3$\(salt)$\(key)\n", "$argon2id$ln=15,r=8,p=3$\(salt)$\(key)", "$scrypt$r=8,ln=15,p=3$\(salt)$\(key)",
        "$scrypt$ln=15,r=8$\(salt)$\(key)", "$scrypt$ln=15,r=8,p=3,x=1$\(salt)$\(key)", "$scrypt$ln=+15,r=8,p=3$\(salt)$\(key)",
        "$scrypt$ln=015,r=8,p=3$\(salt)$\(key)", "$scrypt$ln=9,r=8,p=3$\(salt)$\(key)", "$scrypt$ln=21,r=8,p=3$\(salt)$\(key)",
        "$scrypt$ln=15,r=0,p=3$\(salt)$\(key)", "$scrypt$ln=15,r=8,p=0$\(salt)$\(key)", "$scrypt$ln=15,r=8,p=17$\(salt)$\(key)",
        // 256 MiB.
        "$scrypt$ln=18,r=8,p=1$\(salt)$\(key)", "$scrypt$ln=15,r=-8,p=3$\(salt)$\(key)",
        "$scrypt$ln=99999999999999999999,r=8,p=3$\(salt)$\(key)",
        // Padding, bits that are no one's, another alphabet, too short, too long.
        "$scrypt$ln=15,r=8,p=3$\(salt)==$\(key)", "$scrypt$ln=15,r=8,p=3$AAECAwQFBgcICQoLDA0ODx$\(key)",
        "$scrypt$ln=15,r=8,p=3$AAECAwQF-gcICQoLDA0ODw$\(key)", "$scrypt$ln=15,r=8,p=3$AAECAw$\(key)",
        "$scrypt$ln=15,r=8,p=3$\(salt)$AAECAw",
        "$scrypt$ln=15,r=8,p=3$\(salt)$\(key)\(key)\(key)", "$scrypt$ln=15,r=8,p=3$$\(key)",
    ])
    func whatIsNoHashIsNotReadAsOne(_ text: String) {
        #expect(PasswordHash(text) == nil)
    }

    @Test func nothingShowsIt() throws {
        let hash = try #require(PasswordHash(Self.known))
        var dumped = ""
        dump([hash], to: &dumped)
        for shown in ["\(hash)", String(reflecting: hash), dumped, "\(Optional(hash) as Any)"] {
            #expect(shown.contains("•••"))
            #expect(!shown.contains("cCO9yzr9"))
            #expect(!shown.contains("112"))
        }
    }
}

extension PasswordHash.Parameters {
    /// A thirty-second part of today's memory, once: for tests that do not look at the parameters.
    static let cheap = PasswordHash.Parameters(logCost: 10, blockSize: 8, parallelism: 1)
}
