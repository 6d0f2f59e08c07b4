import GoalsCore
import HTTPKit

extension JSONWriter {
    /// One's own account.
    mutating func me(_ actor: Actor) {
        let user = actor.user
        object { json in
            json.field("id", user.id.description)
            json.field("name", user.name)
            json.field("email", actor.account.email)
            json.field("admin", actor.account.isAdmin)
            json.field("timeZone", user.timeZone)
            json.field("dayStartHour", user.dayStartHour)
            json.field("weekStart", user.weekStart)
            json.field("space", user.space.description)
            json.field("today", actor.today.description)
            json.field("version", user.version)
        }
    }

    /// An account as administrators see it.
    mutating func account(_ account: Account, createdAt: Instant?) {
        object { json in
            json.field("id", account.user.id.description)
            json.field("name", account.user.name)
            json.field("email", account.email)
            json.field("admin", account.isAdmin)
            if let createdAt { json.field("createdAt", createdAt.description) }
        }
    }

    mutating func session(_ session: Session, isPresent: Bool) {
        object { json in
            json.field("id", session.id.description)
            json.field("present", isPresent)
            json.field("address", session.address)
            json.field("userAgent", session.userAgent)
            json.field("createdAt", session.createdAt.description)
            json.field("lastUsedAt", session.lastUsedAt.description)
            json.field("expiresAt", session.expiresAt.description)
        }
    }

    /// - Parameter secret: shown once, when it has just been made.
    mutating func apiToken(_ token: APIToken, secret: OpaqueToken? = nil) {
        object { json in
            json.field("id", token.id.description)
            json.field("name", token.name)
            json.field("scope", token.scope.rawValue)
            json.field("createdAt", token.createdAt.description)
            json.field("lastUsedAt", token.lastUsedAt?.description)
            json.field("expiresAt", token.expiresAt?.description)
            if let secret { json.secret(secret) }
        }
    }

    /// A secret that has just been made, and where it is taken.
    mutating func secret(_ secret: OpaqueToken) {
        field("token", secret.text)
        if let page = secret.page { field("path", page) }
    }

    mutating func space(_ space: SpaceView) {
        object { json in
            json.field("id", space.id.description)
            json.field("name", space.name)
            json.field("role", space.role.rawValue)
            json.field("personal", space.isPersonal)
            json.field("members", space.members)
            json.field("createdAt", space.createdAt.description)
        }
    }

    mutating func member(_ member: Member, showsEmail: Bool) {
        object { json in
            json.field("user", member.user.description)
            json.field("name", member.name)
            if showsEmail { json.field("email", member.email) }
            json.field("role", member.role.rawValue)
        }
    }

    /// - Parameter secret: shown once, when it has just been made.
    mutating func invitation(_ invitation: Invitation, spaceName: String?, secret: OpaqueToken? = nil) {
        object { json in
            json.field("id", invitation.id.description)
            json.field("space", invitation.place?.space.description)
            json.field("spaceName", spaceName)
            json.field("role", invitation.place?.role.rawValue)
            json.field("createdAt", invitation.createdAt.description)
            json.field("expiresAt", invitation.expiresAt.description)
            if let secret { json.secret(secret) }
        }
    }

    /// What a public link shows of a goal: nothing of where it stands among others.
    mutating func sharedGoal(_ record: GoalRecord, _ viewer: Viewer) {
        goal(record, for: viewer, fields: [.title, .notes, .measure, .start, .due, .state, .cadenceDays, .progress, .updatedAt])
    }
}

extension JSONWriter {
    mutating func securityEvent(_ event: SecurityEvent) {
        object { json in
            json.field("id", event.id.description)
            json.field("user", event.user?.description)
            json.field("actor", event.actor?.description)
            json.field("kind", event.kind.rawValue)
            json.field("address", event.address)
            json.field("userAgent", event.userAgent)
            json.field("detail", event.detail)
            json.field("createdAt", event.createdAt.description)
        }
    }
}
