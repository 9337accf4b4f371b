package dev.microauth.user;

import java.util.Optional;

/// Which people a list is to show; what is empty asks for nothing.
///
/// @param isActive whether they are active
/// @param isLocked whether they are locked out at this moment
public record UserFilter(Optional<Boolean> isActive, Optional<Boolean> isLocked) {
    public static final UserFilter ALL = new UserFilter(Optional.empty(), Optional.empty());
}
