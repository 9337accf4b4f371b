package dev.microauth.guard;

import dev.microauth.jose.AuthUser;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A method of a [Resource] that answers requests, with the rule of who may call it.
///
/// ```java
/// public String greet(Guards guards, Resource greetings) throws Exception {
///     ResourceMethod get = greetings.find("GET").orElseThrow();
///     var answer = new StringBuilder();
///     if (guards.judge(get.rule(), List.of()) instanceof Verdict.Admitted(var user)) {
///         get.call(user, answer);
///     }
///     return answer.toString();
/// }
/// ```
public final class ResourceMethod {
    private final Object resource;
    private final Method method;
    private final GuardRule rule;
    private final List<Taken> taken;

    private ResourceMethod(Object resource, Method method, GuardRule rule, List<Taken> taken) {
        this.resource = resource;
        this.method = method;
        this.rule = rule;
        this.taken = taken;
    }

    /// Where an argument comes from.
    private sealed interface Taken {
        record User() implements Taken {}

        record MaybeUser() implements Taken {}

        record Given(int index) implements Taken {}
    }

    /// @param given what the framework hands to each call, in this order
    static ResourceMethod of(Object resource, Method method, GuardRule rule, List<Class<?>> given) {
        List<Taken> taken =
                Arrays.stream(method.getGenericParameterTypes())
                        .map(type -> taken(method, type, given))
                        .toList();
        if (rule instanceof GuardRule.Open && taken.contains(new Taken.User())) {
            throw new IllegalStateException(
                    method
                            + " is open to all, so that there may be no user: take Optional<AuthUser>");
        }
        if (method.getReturnType() != void.class) {
            throw new IllegalStateException(
                    method
                            + " returns a value that nobody would send: write it to the "
                            + given.getLast().getSimpleName());
        }
        if (!method.trySetAccessible()) {
            throw new IllegalStateException(
                    method + " cannot be called: open its package, or make its class public");
        }
        return new ResourceMethod(resource, method, rule, taken);
    }

    private static Taken taken(Method method, Type type, List<Class<?>> given) {
        if (type == AuthUser.class) {
            return new Taken.User();
        }
        if (type instanceof ParameterizedType generic
                && generic.getRawType() == Optional.class
                && generic.getActualTypeArguments()[0] == AuthUser.class) {
            return new Taken.MaybeUser();
        }
        int index = type instanceof Class<?> plain ? given.indexOf(plain) : -1;
        if (index >= 0) {
            return new Taken.Given(index);
        }
        String possible =
                Stream.concat(given.stream().map(Class::getSimpleName), Stream.of("AuthUser"))
                        .collect(Collectors.joining(", "));
        throw new IllegalStateException(
                method
                        + " takes "
                        + type.getTypeName()
                        + ": it may take "
                        + possible
                        + " and Optional<AuthUser>");
    }

    /// Who may call. Judging is the caller's part.
    public GuardRule rule() {
        return rule;
    }

    /// Calls the method for a request that was admitted.
    ///
    /// @param user as [Verdict.Admitted] has it
    /// @param given one object for each type that the resource was made with, in that order
    /// @throws Exception what the method throws
    public void call(Optional<AuthUser> user, Object... given) throws Exception {
        Object[] arguments =
                taken.stream()
                        .map(each ->
                                switch (each) {
                                    case Taken.User ignored -> user.orElseThrow();
                                    case Taken.MaybeUser ignored -> user;
                                    case Taken.Given(int index) -> given[index];
                                })
                        .toArray();
        try {
            method.invoke(resource, arguments);
        } catch (InvocationTargetException e) {
            throw thrown(e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(method + " cannot be called any more", e);
        }
    }

    private static Exception thrown(InvocationTargetException e) {
        return switch (e.getCause()) {
            case Exception exception -> exception;
            case Error error -> throw error;
            case null, default -> new UndeclaredThrowableException(e.getCause());
        };
    }

    @Override
    public String toString() {
        return "ResourceMethod[" + method + "]";
    }
}
