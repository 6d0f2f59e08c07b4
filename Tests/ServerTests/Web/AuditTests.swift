import Logging
import SQL
import TestSupport
import Testing

@testable import GoalsCore
@testable import GoalsServer

@Suite struct AuditTests {
    private static let (ada, bob) = (User.ID.make(at: testClock.now()), User.ID.make(at: testClock.now()))

    private static func event(
        _ kind: SecurityEvent.Kind, of user: User.ID?, by actor: User.ID? = nil, after seconds: Int64 = 0, detail: String? = nil
    ) -> SecurityEvent {
        let now = Instant(microseconds: testClock.now().microseconds + seconds * 1_000_000)
        return SecurityEvent(
            id: .make(at: now), user: user, actor: actor, kind: kind, address: "2001:db8::1", userAgent: "Browser/1.0", detail: detail,
            createdAt: now)
    }

    @Test(arguments: DatabaseKind.allCases) func everyKindIsKeptAndListedTheLatestFirst(_ kind: DatabaseKind) async throws {
        try await withStore(kind) { (store, _) async throws in
            var kept: [SecurityEvent] = []
            for (index, kind) in SecurityEvent.Kind.allCases.enumerated() {
                // Some at the very same moment.
                let user = [Self.ada, Self.bob, nil][index % 3]
                kept.append(
                    Self.event(
                        kind, of: user, by: index % 2 == 0 ? user : nil, after: Int64(index / 4), detail: index % 5 == 0 ? nil : "more"))
                try await store.keep(kept[index])
            }
            let latestFirst = kept.sorted { ($0.createdAt, $0.id) > ($1.createdAt, $1.id) }
            for (user, expected) in [
                (nil, latestFirst), (Self.ada, latestFirst.filter { $0.user == Self.ada }),
                (Self.bob, latestFirst.filter { $0.user == Self.bob }),
            ] {
                for limit in [1, 3, 200] {
                    var found: [SecurityEvent] = []
                    var cursor: TimeCursor?
                    repeat {
                        let page = try await store.securityEvents(of: user, after: cursor, limit: limit)
                        #expect(page.items.count <= limit)
                        found += page.items
                        cursor = page.next
                    } while cursor != nil
                    #expect(found == expected)
                }
            }
            #expect(try await store.securityEvents(of: .make(at: testClock.now()), after: nil, limit: 5).items.isEmpty)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func anEventIsKeptWithItsChangeOrNotAtAll(_ kind: DatabaseKind) async throws {
        try await withStore(kind) { (store, database) async throws in
            let change = Statement.write("INSERT INTO rate_limits (key, full_at) VALUES ('a', 1)")
            _ = try await database.run([change, store.keepStatement(Self.event(.signedIn, of: Self.ada))])
            await #expect(throws: DatabaseError.self) {
                _ = try await database.run([store.keepStatement(Self.event(.signedOut, of: Self.ada)), change])
            }
            #expect(try await store.securityEvents(of: Self.ada, after: nil, limit: 5).items.map(\.kind) == [.signedIn])
        }
    }

    @Test(arguments: DatabaseKind.allCases) func whatClientsWriteIsOneBoundedLine(_ kind: DatabaseKind) async throws {
        try await withStore(kind) { (store, _) async throws in
            let now = testClock.now()
            for (text, kept) in [
                (String(repeating: "ä", count: 300), String(repeating: "ä", count: 200)), ("a\r\nb\u{0}\u{7F}\u{85}\u{2028}c", "a  b    c"),
                ("", ""), ("e" + String(repeating: "\u{301}", count: 500), "e" + String(repeating: "\u{301}", count: 199)),
                ("'); DROP TABLE users; --", "'); DROP TABLE users; --"),
            ] {
                let event = SecurityEvent(
                    id: .make(at: now), user: Self.ada, actor: nil, kind: .tokenCreated, address: text, userAgent: text, detail: text,
                    createdAt: now)
                try await store.keep(event)
                let found = try #require(
                    try await store.securityEvents(of: Self.ada, after: nil, limit: 200).items.first { $0.id == event.id })
                #expect(Array(found.userAgent.unicodeScalars) == Array(kept.unicodeScalars))
                #expect(found.detail == kept && found.address == kept)
            }
        }
    }

    @Test(arguments: DatabaseKind.allCases) func aDeletedAccountLeavesOnlyWhatHappenedAndWhen(_ kind: DatabaseKind) async throws {
        try await withStore(kind) { (store, database) async throws in
            try await store.keep(Self.event(.signedIn, of: Self.ada, by: Self.ada, detail: "her name"))
            try await store.keep(Self.event(.passwordReset, of: Self.bob, by: Self.ada, after: 1, detail: "by an admin"))
            try await store.keep(Self.event(.signedIn, of: Self.bob, by: Self.bob, after: 2))
            _ = try await database.run(store.anonymiseStatements(Self.ada))
            let events = try await store.securityEvents(of: nil, after: nil, limit: 5).items
            #expect(events.map(\.kind) == [.signedIn, .passwordReset, .signedIn])
            #expect(events.map(\.user) == [Self.bob, Self.bob, nil] && events.map(\.actor) == [Self.bob, nil, nil])
            #expect(events.map(\.address) == ["2001:db8::1", "", ""] && events.map(\.userAgent) == ["Browser/1.0", "", ""])
            #expect(events.map(\.detail) == [nil, "by an admin", nil])
        }
    }

    @Test(arguments: DatabaseKind.allCases) func anEventOfALaterVersionIsShownAsOther(_ kind: DatabaseKind) async throws {
        try await withStore(kind) { (store, database) async throws in
            try await store.keep(Self.event(.signedIn, of: Self.ada))
            _ = try await database.run(.write("UPDATE security_events SET kind = 'moon-landed'"))
            #expect(try await store.securityEvents(of: Self.ada, after: nil, limit: 5).items.map(\.kind) == [.other])
        }
    }

    @Test(arguments: DatabaseKind.allCases) func whatIsOldIsForgotten(_ kind: DatabaseKind) async throws {
        try await withStore(kind) { (store, database) async throws in
            let day: Int64 = 86_400
            try await store.keep(Self.event(.signedUp, of: Self.ada, after: -401 * day))
            try await store.keep(Self.event(.signedIn, of: Self.ada, after: -399 * day))
            let limit = RateLimit(burst: 2, per: .seconds(20))
            #expect(
                try await store.take(1, from: "old", limit, at: Instant(microseconds: testClock.now().microseconds - 10_000_000))
                    == .granted)
            #expect(try await store.take(1, from: "new", limit, at: testClock.now()) == .granted)
            let housekeeping = Housekeeping(store: store, clock: testClock, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            await housekeeping.expireSecurityEvents()
            await housekeeping.forgetUnusedLimits()
            #expect(try await store.securityEvents(of: Self.ada, after: nil, limit: 5).items.map(\.kind) == [.signedIn])
            #expect(try await database.run(.read("SELECT key FROM rate_limits")).map { $0.text(0) } == ["new"])
        }
    }
}
