package dev.microauth.guard;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Lets in whoever shows a live access token that opens all that is named here; with nothing named, whoever shows any.
/// On a method it stands for the method alone and replaces that of its class.
///
/// ```java
/// @Guard(scope = "orders:write", role = {"Clerk", "Manager"})
/// Order place(AuthUser user, NewOrder order) {
///     return orders.place(user.id(), order);
/// }
/// ```
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Guard {
    /// All of these scopes.
    String[] scope() default {};

    /// One of these roles.
    String[] role() default {};

    /// All of these permissions. They are known to an embedded engine alone: before a verifier that does not know them, an
    /// application with such a guard does not start.
    String[] permission() default {};
}
