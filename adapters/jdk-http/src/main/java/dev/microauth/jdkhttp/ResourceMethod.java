package dev.microauth.jdkhttp;

import com.sun.net.httpserver.HttpExchange;
import dev.microauth.guard.GuardRule;
import dev.microauth.jose.AuthUser;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A method that answers requests, with what it takes.
record ResourceMethod(Object resource, Method method, GuardRule rule, List<Taken> taken) {
    private enum Taken {
        EXCHANGE,
        USER,
        MAYBE_USER
    }

    static ResourceMethod of(Object resource, Method method, GuardRule rule) {
        List<Taken> taken =
                Arrays.stream(method.getGenericParameterTypes())
                        .map(type -> taken(method, type))
                        .toList();
        if (rule instanceof GuardRule.Open && taken.contains(Taken.USER)) {
            throw new IllegalStateException(
                    method
                            + " is open to all, so that there may be no user: take Optional<AuthUser>");
        }
        if (method.getReturnType() != void.class) {
            throw new IllegalStateException(
                    method + " returns a value that nobody would send: write it to the exchange");
        }
        if (!method.trySetAccessible()) {
            throw new IllegalStateException(
                    method + " cannot be called: open its package, or make its class public");
        }
        return new ResourceMethod(resource, method, rule, taken);
    }

    private static Taken taken(Method method, Type type) {
        if (type == HttpExchange.class) {
            return Taken.EXCHANGE;
        }
        if (type == AuthUser.class) {
            return Taken.USER;
        }
        if (type instanceof ParameterizedType generic
                && generic.getRawType() == Optional.class
                && generic.getActualTypeArguments()[0] == AuthUser.class) {
            return Taken.MAYBE_USER;
        }
        throw new IllegalStateException(
                method
                        + " takes "
                        + type.getTypeName()
                        + ": it may take HttpExchange, AuthUser and Optional<AuthUser>");
    }

    void call(HttpExchange exchange, Optional<AuthUser> user) throws IOException {
        Object[] arguments =
                taken.stream()
                        .map(each ->
                                switch (each) {
                                    case EXCHANGE -> exchange;
                                    case USER -> user.orElseThrow();
                                    case MAYBE_USER -> user;
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

    private static IOException thrown(InvocationTargetException e) {
        return switch (e.getCause()) {
            case IOException io -> io;
            case RuntimeException unchecked -> throw unchecked;
            case Error error -> throw error;
            case null, default -> new IOException(e.getCause());
        };
    }
}
