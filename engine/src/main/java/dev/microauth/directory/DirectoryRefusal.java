package dev.microauth.directory;

import dev.microauth.problem.AuthException.OutOfService;

/// The data directory cannot be used; the message is one line for the operator, with what to do.
public class DirectoryRefusal extends OutOfService {
    private static final long serialVersionUID = 1;

    public DirectoryRefusal(String message) {
        super(message);
    }

    /// Another process holds the directory.
    public static final class InUse extends DirectoryRefusal {
        private static final long serialVersionUID = 1;

        InUse(String message) {
            super(message);
        }
    }
}
