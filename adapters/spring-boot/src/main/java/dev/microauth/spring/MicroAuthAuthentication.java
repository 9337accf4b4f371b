package dev.microauth.spring;

import dev.microauth.jose.AuthUser;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.util.Collection;
import java.util.stream.Stream;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/// Whom a verified access token speaks for, as Spring Security knows it. Its principal is the [AuthUser], its name the
/// user's id, its authorities `SCOPE_…`, `ROLE_…` and `PERMISSION_…`.
///
/// ```java
/// @PreAuthorize("hasRole('Clerk') and hasAuthority('SCOPE_orders:write')")
/// Order place(@AuthenticationPrincipal AuthUser user, NewOrder order) {
///     return orders.place(user.id(), order);
/// }
/// ```
///
/// It lives for one request, is never put in a session, and refuses to be serialised.
public final class MicroAuthAuthentication extends AbstractAuthenticationToken {
    @Serial private static final long serialVersionUID = 1L;

    private final transient AuthUser user;

    MicroAuthAuthentication(AuthUser user) {
        super(authorities(user));
        this.user = user;
        setAuthenticated(true);
    }

    // Each with a word before it: a permission that is called ROLE_Admin makes nobody an
    // administrator.
    private static Collection<? extends GrantedAuthority> authorities(AuthUser user) {
        return Stream.of(
                        user.scopes().stream().map(each -> "SCOPE_" + each),
                        user.roles().stream().map(each -> "ROLE_" + each),
                        user.permissions().stream().map(each -> "PERMISSION_" + each))
                .flatMap(each -> each)
                .sorted()
                .map(SimpleGrantedAuthority::new)
                .toList();
    }

    @Override
    public AuthUser getPrincipal() {
        return user;
    }

    /// Empty: the token is not kept.
    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public String getName() {
        return user.id();
    }

    /// The user alone: scopes and roles may be personal.
    @Override
    public String toString() {
        return "MicroAuthAuthentication[" + user.id() + "]";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MicroAuthAuthentication that && user.equals(that.user);
    }

    @Override
    public int hashCode() {
        return user.hashCode();
    }

    @Serial
    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException("the token of a request belongs in no session");
    }
}
