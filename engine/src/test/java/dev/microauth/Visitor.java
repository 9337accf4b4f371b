package dev.microauth;

import dev.microauth.actor.Origin;
import dev.microauth.credential.Attempt;
import dev.microauth.credential.HalfProof;
import dev.microauth.credential.SecondFactor;
import dev.microauth.credential.SignIn;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/// Somebody at a sign-in page, from some address, with the mark that their browser kept or without one.
public record Visitor(Engine node, Attempt attempt) {
    /// From an address of 10.0.0.0/8 by its number.
    public static Visitor at(Engine node, int number) {
        try {
            var address =
                    InetAddress.getByAddress(
                            new byte[] {
                                10, (byte) (number >> 16), (byte) (number >> 8), (byte) number
                            });
            return new Visitor(
                    node,
                    Attempt.from(
                            new Origin(Optional.of(address), Optional.empty(), Optional.empty())));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    public Visitor with(String mark) {
        return new Visitor(node, new Attempt(attempt.origin(), Optional.of(mark)));
    }

    public SignIn password(String name, String password) {
        return node.signIns().withPassword(name, password.toCharArray(), attempt);
    }

    /// With the password of everybody, which is right.
    public HalfProof half(String name) {
        return ((SignIn.Halfway) password(name, Installation.PASSWORD)).proof();
    }

    public SignIn then(HalfProof half, SecondFactor factor) {
        return node.signIns().withSecondFactor(half, factor, attempt);
    }

    public SignIn code(HalfProof half, String code) {
        return then(half, new SecondFactor.TotpCode(code));
    }
}
