/// Why personal data could not be sealed or opened (封印の障害).
public enum KeyringError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A key file has been cut or overwritten.
    case damagedKeyFile(String)
    /// A key file cannot be read.
    case cannotRead(String)
    /// A key file cannot be written.
    case cannotWrite(String)
    /// The stream's key was destroyed: its personal data is gone for good.
    case destroyed(StreamName)
    /// There are keys, but no file with the master key that wraps them.
    case masterAbsent(String, wanted: String)
    /// The file holds master keys of another city, or another file's bytes.
    case masterForeign(String, wanted: String)
    /// The file holds only a master key that no longer serves.
    case masterOutdated(String, wanted: String)
    /// The keyring's register of master keys is empty or has none that serves.
    case noMaster
    /// A stream's key in the keyring does not open with the master key it was wrapped with.
    case damagedKey(StreamName)
    /// The keyring has no keys of letters the log has: it is of another day or of another log.
    case lacksKeys(missing: Int, looked: Int)
    /// Another process changes the master key just now.
    case rotationUnderWay
    /// The sealed bytes were damaged or belong elsewhere.
    case cannotOpen

    /// One line: what, and what to do.
    public var description: String {
        switch self {
        case .damagedKeyFile(let path):
            "\(path) is damaged: restore it from its own backup; until then personal data "
                + "stays sealed"
        case .cannotRead(let path): "cannot read \(path): check the file's owner and mode"
        case .cannotWrite(let path): "cannot write \(path): check the folder's owner and free space"
        case .destroyed(let stream): "the key of \(stream) was destroyed; its personal data is gone"
        case .masterAbsent(let path, let wanted):
            "\(path) is absent, but the keyring is wrapped with master key \(wanted): put that "
                + "master.key back from its own backup; nothing was made or changed"
        case .masterForeign(let path, let wanted):
            "\(path) is damaged or of another city: the keyring is wrapped with master key "
                + "\(wanted); restore the master.key that belongs to it; nothing was changed"
        case .masterOutdated(let path, let wanted):
            "\(path) holds only an earlier master key: the keyring is wrapped with \(wanted); "
                + "copy the present master.key here, no restart is needed"
        case .noMaster:
            "the keyring's register has no master key that serves: where nothing is sealed yet that is "
                + "as it should be, else restore its newest backup; nothing was changed"
        case .damagedKey(let stream):
            "the key of \(stream) in the keyring is damaged: restore the keyring's database from "
                + "its newest backup; nothing was changed"
        case .lacksKeys(let missing, let looked):
            "the keyring lacks \(missing) of the keys of the log's \(looked) newest sealed "
                + "letters: it is from an earlier day or belongs to another log; restore its "
                + "newest backup; nothing was changed"
        case .rotationUnderWay:
            "the master key is being changed just now; try again later, or if that was cut short: "
                + "koe keyring rotate"
        case .cannotOpen: "sealed data is damaged or belongs to another stream"
        }
    }
}
