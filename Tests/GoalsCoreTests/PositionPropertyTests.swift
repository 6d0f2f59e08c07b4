import GoalsCore
import Testing

/// What holds for positions however many there are.
@Suite struct PositionPropertyTests {
    @Test func thousandsOfInsertsAnywhereStayInOrder() throws {
        var generator = SeededGenerator(state: 42)
        var places: [Position] = []
        for _ in 0..<5_000 {
            let index = Int.random(in: 0...places.count, using: &generator)
            let lower = index > 0 ? places[index - 1] : nil
            let upper = index < places.count ? places[index] : nil
            let place = try #require(Position.between(lower, upper, using: &generator))
            places.insert(place, at: index)
        }
        #expect(zip(places, places.dropFirst()).allSatisfy { $0 < $1 })
        #expect(places.allSatisfy { $0.description.utf8.last != UInt8(ascii: "0") })
        // Spread out, they stay short.
        #expect(places.allSatisfy { $0.description.utf8.count <= 60 })
    }

    @Test(arguments: [true, false]) func oneGapTakesAThousand(_ upwards: Bool) throws {
        var generator = SeededGenerator(state: 5)
        var (lower, upper) = (position("i"), position("j"))
        for _ in 0..<1_000 {
            let place = try #require(Position.between(lower, upper, using: &generator))
            #expect(lower < place && place < upper)
            #expect(Position(place.description) == place)
            if upwards { lower = place } else { upper = place }
        }
    }

    @Test func theEndsTakeAThousandEach() throws {
        var generator = SeededGenerator(state: 6)
        var (first, last) = (position("i"), position("i"))
        for _ in 0..<1_000 {
            first = try #require(Position.between(nil, first, using: &generator))
            last = try #require(Position.between(last, nil, using: &generator))
            #expect(Position(first.description) == first && Position(last.description) == last)
        }
        #expect(first < last)
    }
}
