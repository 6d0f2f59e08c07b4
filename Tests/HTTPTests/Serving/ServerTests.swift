import Testing

/// Everything that speaks over real sockets, one test after the other, so that deadlines mean what they say.
@Suite(.serialized) struct ServerTests {}
