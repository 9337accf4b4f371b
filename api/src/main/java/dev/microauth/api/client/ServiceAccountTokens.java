package dev.microauth.api.client;

import java.util.Optional;

/// The tokens that a service account's credential buys, one after the other.
final class ServiceAccountTokens implements TokenSource {
    private final SignIn signIn;
    private final String name;
    private final String credential;
    private Optional<String> token = Optional.empty();

    ServiceAccountTokens(SignIn signIn, String name, String credential) {
        this.signIn = signIn;
        this.name = name;
        this.credential = credential;
    }

    @Override
    public synchronized String current() {
        return token.orElseGet(this::bought);
    }

    @Override
    public synchronized Optional<String> after(String refused) {
        boolean stillThat = token.filter(refused::equals).isPresent();
        return Optional.of(stillThat ? bought() : current());
    }

    private String bought() {
        var answer = signIn.clientCredentials(name, credential, Optional.empty());
        token = Optional.of(answer.accessToken());
        return answer.accessToken();
    }
}
