import GoalsCore
import Testing

struct WallClockTests {
    @Test func theMachinesClockRuns() {
        let clock = SystemWallClock()
        let first = clock.now()
        #expect(first > instant("2024-01-01T00:00:00Z"))
        #expect(clock.now() >= first)
    }

    @Test func aFixedClockStandsStill() {
        #expect(FixedClock(Sample.now).now() == Sample.now)
    }
}
