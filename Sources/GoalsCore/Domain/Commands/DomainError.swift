/// Why the domain refuses a command.
public enum DomainError: Error, Equatable {
    /// Every field that is wrong, each once; never empty.
    case invalid([FieldError])
}
