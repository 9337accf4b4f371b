package dev.microauth.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.jose.AuthUser;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResourceTest {
    private static final Tokens TOKENS = new Tokens();

    private final Guards guards = new Guards(TOKENS.remote(), "orders");

    private Resource of(Object resource) {
        return Resource.of(resource, guards, Integer.class, StringBuilder.class);
    }

    private AuthUser alice() {
        var verdict =
                guards.judge(
                        GuardRule.of(Orders.class), List.of("Bearer " + TOKENS.of("orders:read")));
        return ((Verdict.Admitted) verdict).user().orElseThrow();
    }

    @Guard
    static class Shelf {
        @Guard(scope = "orders:write")
        public void put(StringBuilder answer) {}
    }

    @Guard(scope = "orders:read")
    static final class Orders extends Shelf {
        public void get(StringBuilder answer, AuthUser user, Integer number) {
            answer.append(user.id()).append(number);
        }

        @Override
        public void put(StringBuilder answer) {
            answer.append("put");
        }

        public void post(StringBuilder answer) throws IOException {
            if (!answer.isEmpty()) {
                throw new IOException("on purpose: " + answer);
            }
        }

        void delete(StringBuilder answer) {
            answer.append("hidden");
        }

        public void patched(StringBuilder answer) {
            answer.append("another");
        }
    }

    @Public
    static final class Open {
        public void get(Optional<AuthUser> user, StringBuilder answer) {
            answer.append(user.map(AuthUser::id).orElse("nobody"));
        }
    }

    @Guard
    static final class Wanting {
        public void get(Optional<String> name) {}
    }

    @Guard
    static final class Returning {
        public String get() {
            return "nobody sends this";
        }
    }

    @Guard
    static final class Hiding {
        void get(StringBuilder answer) {}
    }

    @Guard
    static final class Mistaken {
        public void get(StringBuilder answer) {}

        @Guard(scope = "orders:write")
        public void head(StringBuilder answer) {}
    }

    private record Unopened(Object resource, String why) {}

    @Test
    void what_cannot_be_called_is_refused() {
        for (var each :
                List.of(
                        new Unopened(
                                new Wanting(),
                                "it may take Integer, StringBuilder, AuthUser and Optional<AuthUser>"),
                        new Unopened(new Returning(), "write it to the StringBuilder"),
                        new Unopened(new Hiding(), "would answer nothing"),
                        new Unopened(new Mistaken(), "put it on one that is"))) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> of(each.resource()))
                    .withMessageContaining(each.why());
        }
    }

    @Test
    void only_public_methods_of_these_names_answer() {
        var orders = of(new Orders());
        assertThat(orders.requestMethods()).containsExactlyInAnyOrder("GET", "POST", "PUT");
        assertThat(orders.allow()).isEqualTo("GET, POST, PUT");
        assertThat(orders.find("DELETE")).isEmpty();
        assertThat(orders.find("get")).isEmpty();
    }

    @Test
    void an_override_keeps_the_guard_of_what_it_overrides() throws Exception {
        var orders = of(new Orders());
        assertThat(orders.find("PUT").orElseThrow().rule())
                .isEqualTo(GuardRule.of(Shelf.class.getMethod("put", StringBuilder.class)));
        assertThat(orders.find("GET").orElseThrow().rule()).isEqualTo(GuardRule.of(Orders.class));
    }

    @Test
    void what_a_method_throws_is_thrown() {
        var post = of(new Orders()).find("POST").orElseThrow();
        var answer = new StringBuilder();
        answer.append(1);
        assertThatThrownBy(() -> post.call(Optional.of(alice()), 7, answer))
                .isInstanceOf(IOException.class)
                .hasMessage("on purpose: 1");
    }

    @Test
    void a_method_is_handed_what_it_takes() throws Exception {
        var answer = new StringBuilder();
        of(new Orders()).find("GET").orElseThrow().call(Optional.of(alice()), 7, answer);
        of(new Open()).find("GET").orElseThrow().call(Optional.empty(), 7, answer);
        of(new Open()).find("GET").orElseThrow().call(Optional.of(alice()), 7, answer);
        assertThat(answer).hasToString("alice7nobodyalice");
    }
}
