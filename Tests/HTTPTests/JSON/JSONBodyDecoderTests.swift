import FoundationEssentials
import HTTPTypes
import Testing

@testable import HTTPKit

@Suite struct JSONBodyDecoderTests {
    enum Level: String, Codable, CaseIterable { case low, high }
    enum Priority: Int, Codable, CaseIterable { case none, some }

    struct Item: Codable, Equatable {
        var name: String
        var count: Int?
    }

    struct Draft: Codable, Equatable {
        var title: String
        var level: Level
        var items: [Item]
        var note: String?
        var first: Item?
    }

    /// What became of `json`: the error's lines, or "decoded".
    static func outcome<Body: Decodable>(_ type: Body.Type, _ json: String, ignoringUnknownMembers: Bool = false) -> [String] {
        do {
            _ = try JSONBodyDecoder.decode(type, from: Array(json.utf8), ignoringUnknownMembers: ignoringUnknownMembers)
            return ["decoded"]
        } catch let error as HTTPError {
            guard error.status == .unprocessableContent, !error.errors.isEmpty else {
                return ["\(error.status.code) \(error.detail ?? "")"]
            }
            return error.errors.map { "\($0.field): \($0.message)" }
        } catch {
            return ["\(error)"]
        }
    }

    @Test func aBodyIsDecoded() throws {
        let json = #"{"title":"ü","level":"high","items":[{"name":"a","count":5.0},{"name":"b","count":null}],"first":{"name":"c"}}"#
        let draft = try JSONBodyDecoder.decode(Draft.self, from: Array(json.utf8))
        #expect(
            draft
                == Draft(
                    title: "ü", level: .high, items: [Item(name: "a", count: 5), Item(name: "b")], first: Item(name: "c")))
    }

    @Test(
        arguments: [
            (#"{"level":"low","items":[]}"#, ["title: Is required."]),
            (#"{"title":null,"level":"low","items":[]}"#, ["title: Must be a text."]),
            (#"{"title":7,"level":"low","items":[]}"#, ["title: Must be a text."]),
            (#"{"title":"","level":"medium","items":[]}"#, ["level: Must be one of low, high."]),
            (#"{"title":"","level":3,"items":[]}"#, ["level: Must be one of low, high."]),
            (#"{"title":"","level":"low","items":{}}"#, ["items: Must be a list."]),
            (#"{"title":"","level":"low","items":[7]}"#, ["items[0]: Must be an object."]),
            (#"{"title":"","level":"low","items":[],"first":"x"}"#, ["first: Must be an object."]),
            (#"{"title":"","level":"low","items":[{"name":"a"},{}]}"#, ["items[1].name: Is required."]),
            (#"{"title":"","level":"low","items":[{"name":"a","count":1.5}]}"#, ["items[0].count: Must be a whole number."]),
            // All that is wrong, in one answer.
            (
                #"{"items":[{"name":1,"count":"x"},{"name":"b","size":1},{}],"note":[],"colour":"red"}"#,
                [
                    "title: Is required.", "level: Is required.", "items[0].name: Must be a text.",
                    "items[0].count: Must be a whole number.",
                    "items[2].name: Is required.", "note: Must be a text.", "items[1].size: There is no such field.",
                    "colour: There is no such field.",
                ]
            ),
            ("{}", ["title: Is required.", "level: Is required.", "items: Is required."]),
            // What is within something that is wrong as a whole is not gone into.
            (#"{"title":"","level":"low","items":[],"first":[{"name":7}]}"#, ["first: Must be an object."]),
            ("[]", ["422 The body must be an object."]), ("null", ["422 The body must be an object."]),
            ("", ["400 The body is not valid JSON; the trouble begins at byte 0."]),
            (#"{"title":"","title":""}"#, ["400 The body is not valid JSON; the trouble begins at byte 12."]),
        ])
    func everyFieldThatIsWrongIsNamed(_ json: String, _ outcome: [String]) {
        #expect(Self.outcome(Draft.self, json) == outcome)
    }

    @Test func unknownMembersMayBeIgnored() {
        let json = #"{"name":"a","size":1,"count":2}"#
        #expect(Self.outcome(Item.self, json) == ["size: There is no such field."])
        #expect(Self.outcome(Item.self, json, ignoringUnknownMembers: true) == ["decoded"])
        #expect(Self.outcome(Item.self, #"{"size":1}"#, ignoringUnknownMembers: true) == ["name: Is required."])
    }

    @Test func aTypeWithoutMembersKnowsNone() {
        struct Nothing: Decodable {}
        #expect(Self.outcome(Nothing.self, "{}") == ["decoded"])
        #expect(Self.outcome(Nothing.self, #"{"a":1}"#) == ["a: There is no such field."])
    }

    @Test func aDictionaryKnowsAllMembers() {
        #expect(Self.outcome([String: Item].self, #"{"a":{"name":"x"},"b":{"name":"y"}}"#) == ["decoded"])
        #expect(Self.outcome([String: Item].self, #"{"a":{"name":"x","size":1}}"#) == ["a.size: There is no such field."])
        #expect(Self.outcome([String: Item].self, #"{"a":{"name":1}}"#) == ["a.name: Must be a text."])
    }

    struct Scalars: Codable, Equatable {
        var int8: Int8 = -5
        var uint64: UInt64 = .max
        var double = 1.5
        var float: Float = -2
        var flag = true
        var decimal = Decimal(string: "12.50")!
        var date = Date(timeIntervalSince1970: 1_767_323_045)
        var data = Data([1, 2, 3])
        var url = URL(string: "https://example.org/a?b")!
        var uuid = UUID(uuidString: "01936A5E-3F2B-7C4D-8E5F-0123456789AB")!
        var priority = Priority.some
    }

    @Test func whatAnAnswerSaysCanBeRead() throws {
        let response = try Response.json(Scalars())
        guard case .bytes(let bytes) = response.body else { return #expect(Bool(false)) }
        #expect(try JSONBodyDecoder.decode(Scalars.self, from: bytes) == Scalars())
    }

    @Test func everyScalarSaysWhatItMustBe() {
        let names = ["int8", "uint64", "double", "float", "flag", "decimal", "date", "data", "url", "uuid", "priority"]
        let json = "{" + names.map { "\"\($0)\":[]" }.joined(separator: ",") + "}"
        #expect(
            Self.outcome(Scalars.self, json) == [
                "int8: Must be a whole number from -128 to 127.", "uint64: Must be a whole number from 0 to 18446744073709551615.",
                "double: Must be a number.", "float: Must be a number.", "flag: Must be true or false.", "decimal: Must be a number.",
                "date: Must be an instant, written as 2026-06-15T12:00:00Z.", "data: Must be bytes in base64.", "url: Must be a URL.",
                "uuid: Must be a UUID.", "priority: Must be one of 0, 1.",
            ])
    }

    @Test(arguments: [("5", 5), ("5.0", 5), ("5e0", 5), ("0.5e1", 5), ("-128", -128), ("-0", 0)])
    func wholeNumbersMayBeWrittenOtherwise(_ json: String, _ value: Int8) throws {
        #expect(try JSONBodyDecoder.decode(Int8.self, from: Array(json.utf8)) == value)
    }

    @Test(arguments: ["128", "1e3", "0.5", "1e400", "99999999999999999999"])
    func numbersThatAreNoneOfTheTypeAreRefused(_ json: String) {
        #expect(Self.outcome([Int8].self, "[\(json)]") == ["[0]: Must be a whole number from -128 to 127."])
    }

    /// Types may try one reading after the other; what they tried in vain is not told.
    @Test func alternativesAreLeftToTheType() {
        enum Name: Decodable {
            case number(Int)
            case parts([Item])
            case item(Item)
            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                if let number = try? container.decode(Int.self) {
                    self = .number(number)
                } else if var list = try? decoder.unkeyedContainer() {
                    var parts: [Item] = []
                    while !list.isAtEnd {
                        if let name = try? list.decode(String.self) {
                            parts.append(Item(name: name))
                        } else {
                            parts.append(try list.decode(Item.self))
                        }
                    }
                    self = .parts(parts)
                } else {
                    self = .item(try container.decode(Item.self))
                }
            }
        }
        for json in ["7", "[]", #"["a",{"name":"b"}]"#, #"{"name":"a"}"#] { #expect(Self.outcome(Name.self, json) == ["decoded"]) }
        #expect(Self.outcome(["x": Name.self].values.first!, "true") == ["422 The body must be an object."])
        #expect(
            Self.outcome([String: Name].self, #"{"x":["a",{"size":1}],"y":{"name":"a","size":1}}"#) == [
                "x[1].name: Is required.", "x[1].size: There is no such field.", "y.size: There is no such field.",
            ])
    }

    @Test func classesTaggedUnionsAndNestedContainersWork() {
        class Base: Decodable { var id = 0 }
        final class Derived: Base {
            var name = ""
            enum Keys: String, CodingKey { case name, inner }
            enum InnerKeys: String, CodingKey { case x }
            required init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: Keys.self)
                name = try container.decode(String.self, forKey: .name)
                let inner = try container.nestedContainer(keyedBy: InnerKeys.self, forKey: .inner)
                _ = try inner.decode(Int.self, forKey: .x)
                try super.init(from: container.superDecoder())
            }
        }
        #expect(Self.outcome(Derived.self, #"{"name":"a","inner":{"x":1},"super":{"id":1}}"#) == ["decoded"])
        #expect(
            Self.outcome(Derived.self, #"{"name":"a","inner":{"x":true,"y":1},"super":{"ix":1}}"#) == [
                "inner.x: Must be a whole number.", "super.id: Is required.", "inner.y: There is no such field.",
                "super.ix: There is no such field.",
            ])
        enum Shape: Decodable {
            case circle(radius: Double)
            case point
        }
        #expect(Self.outcome(Shape.self, #"{"circle":{"radius":1}}"#) == ["decoded"])
        #expect(Self.outcome(Shape.self, #"{"circle":{"radius":"1"}}"#) == ["circle.radius: Must be a number."])
        #expect(Self.outcome(Shape.self, #"{"point":{"radius":1}}"#) == ["point.radius: There is no such field."])
    }

    @Test func aTypesOwnWordsAreTold() {
        struct Even: Decodable {
            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                guard try container.decode(Int.self).isMultiple(of: 2) else {
                    throw DecodingError.dataCorruptedError(in: container, debugDescription: "Must be even.")
                }
            }
        }
        struct Pair: Decodable {
            var a: Int
            var even: Even
            var z: Int
        }
        #expect(Self.outcome(Pair.self, #"{"a":1,"even":2,"z":3}"#) == ["decoded"])
        // The search ends there: no other value is known that would do.
        #expect(Self.outcome(Pair.self, #"{"a":"1","even":3,"z":"3"}"#) == ["a: Must be a whole number.", "even: Must be even."])
        #expect(Self.outcome(Pair.self, #"{"a":1,"even":"3","z":"3"}"#) == ["even: Must be a whole number.", "z: Must be a whole number."])
        #expect(Self.outcome(Even.self, "3") == ["422 The body must be even."])
    }

    @Test func otherErrorsOfATypeAreThrownAsTheyAre() {
        struct Picky: Decodable {
            init(from decoder: any Decoder) throws { throw HTTPError(.conflict, "Not today.") }
        }
        #expect(Self.outcome(Picky.self, "{}") == ["409 Not today."])
    }

    @Test func atMostThirtyTwoErrorsAreTold() {
        let json = "[" + Array(repeating: "true", count: 100).joined(separator: ",") + "]"
        #expect(Self.outcome([Int].self, json).count == 32)
        let unknown = "{" + (0..<100).map { "\"\($0)\":1" }.joined(separator: ",") + "}"
        #expect(Self.outcome(Draft.self, unknown).count == 32)
    }

    /// A large body is decoded once, so that it costs no more than its size.
    @Test func aLargeBodyIsToldItsFirstErrorOnly() {
        let padding = String(repeating: " ", count: JSONBodyDecoder.repeatedBytes)
        #expect(Self.outcome([Int].self, "[true,true\(padding)]") == ["[0]: Must be a whole number."])
    }
}
