import GoalsCore
import Testing

struct PositionTests {
    @Test(arguments: ["", "0", "a0", "A", "a b", "ä", "a.", String(repeating: "a", count: 4_001)])
    func whatIsNoPositionIsRefused(text: String) {
        #expect(Position(text) == nil)
    }

    @Test func positionsSortByByteAsFractions() {
        let ascending = ["01", "1", "10i", "11", "9", "9z", "a", "a01", "z", "zz"]
        #expect(ascending.reversed().compactMap { Position($0) }.sorted().map(\.description) == ascending)
    }

    /// However often something is put into one gap, there is room left, and nothing else moves.
    @Test func betweenAnyTwoThereIsAnother() {
        var generator = SeededGenerator(state: 5)
        var positions: [Position] = []
        for _ in 0..<400 {
            // Often the same places: first, last, and right after the first.
            let index =
                [0, positions.count, min(1, positions.count), .random(in: 0...positions.count, using: &generator)]
                .randomElement(using: &generator) ?? 0
            let lower = index > 0 ? positions[index - 1] : nil
            let upper = index < positions.count ? positions[index] : nil
            guard let position = Position.between(lower, upper, using: &generator) else {
                Issue.record("nothing between \(String(describing: lower)) and \(String(describing: upper))")
                return
            }
            #expect(Position(position.description) == position)
            positions.insert(position, at: index)
        }
        #expect(zip(positions, positions.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test(arguments: [
        // Right beside each other; one the beginning of the other; the ends.
        ("a", "b"), ("a", "a1"), ("az", "b"), ("azz", "b01"), ("a", "a01"), ("9zz", "a"), ("01", "02"),
    ])
    func narrowGapsHaveRoom(lower: String, upper: String) {
        var generator = SeededGenerator(state: 6)
        for _ in 0..<20 {
            let between = Position.between(position(lower), position(upper), using: &generator)
            #expect(between.map { position(lower) < $0 && $0 < position(upper) } == true)
            let first = Position.between(nil, position(lower), using: &generator)
            #expect(first.map { $0 < position(lower) } == true)
            let last = Position.between(position(upper), nil, using: &generator)
            #expect(last.map { $0 > position(upper) } == true)
        }
    }

    @Test func thereIsNothingBetweenWhatIsNotAscending() {
        #expect(Position.between(position("b"), position("a")) == nil)
        #expect(Position.between(position("a"), position("a")) == nil)
        #expect(Position.between(position("a1"), position("a")) == nil)
    }

    @Test func twoInTheSameGapSeldomMeet() {
        var generator = SeededGenerator(state: 7)
        let positions = (0..<20).compactMap { _ in Position.between(position("a"), position("b"), using: &generator) }
        #expect(Set(positions).count >= 19)
    }

    @Test func theNewestStandsFirst() {
        var generator = SeededGenerator(state: 8)
        let moments = [
            Instant(microseconds: 0), Sample.now, Instant(microseconds: Sample.now.microseconds + 1), instant("9999-12-31T00:00:00Z"),
        ]
        let positions = moments.map { Position.newest(at: $0, using: &generator) }
        #expect(positions.reversed() == positions.sorted())
        #expect(positions.allSatisfy { Position($0.description) == $0 })
        // Moments before 1970 count as 1970.
        #expect(Position.newest(at: Instant(microseconds: -5), using: &generator) > positions[1])
    }
}
