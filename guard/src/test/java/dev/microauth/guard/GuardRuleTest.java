package dev.microauth.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GuardRuleTest {
    @Guard(scope = "orders:read")
    static class Orders {
        public void list() {}

        @Guard(
                role = {"Clerk", "Manager"},
                permission = "orders.cancel")
        public void cancel() {}

        @Public
        public void count() {}
    }

    static class Silent {
        public void forgotten() {}
    }

    @Public
    static class Later extends Orders {
        @Override
        public void cancel() {}

        @Override
        public void list() {}

        @Override
        @Guard
        public void count() {}
    }

    @Guard(scope = "api")
    interface Api {
        @Guard(scope = "api:write")
        void write();

        void read();
    }

    static class Implemented implements Api {
        @Override
        public void write() {}

        @Override
        public void read() {}
    }

    static class Undecided {
        @Guard
        @Public
        public void both() {}

        @Guard(scope = "orders:read orders:write")
        public void spaced() {}
    }

    abstract static class Base<T> {
        @Guard(role = "Admin")
        public void delete(T what) {}

        @Guard(role = "Admin")
        public void deleteAll(T[] what) {}
    }

    abstract static class Middle<U extends Number> extends Base<U> {}

    interface Keeping<T> {
        @Guard(role = "Admin")
        void keep(T what);
    }

    static class Shelf {
        public void keep(Integer what) {}
    }

    @Guard
    static class Parcels extends Middle<Integer> {
        @Override
        public void delete(Integer what) {}

        @Override
        public void deleteAll(Integer[] what) {}

        @Public
        public void delete(String another) {}
    }

    @Guard
    static class Kept extends Shelf implements Keeping<Integer> {}

    private static GuardRule rule(Class<?> type, String method) {
        return GuardRule.of(method(type, method), type);
    }

    private static Method method(Class<?> type, String name) {
        return Arrays.stream(type.getMethods())
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static GuardRule scope(String... scopes) {
        return new GuardRule.Ask(Set.of(scopes), Set.of(), Set.of());
    }

    @Test
    void a_handler_that_says_nothing_is_closed() {
        assertThat(rule(Silent.class, "forgotten")).isEqualTo(new GuardRule.Closed());
        assertThat(GuardRule.of()).isEqualTo(new GuardRule.Closed());
    }

    @Test
    void guarded_and_public_at_once_is_refused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> rule(Undecided.class, "both"))
                .withMessageContaining("take one of them away");
    }

    @Test
    void scopes_in_one_string_are_refused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> rule(Undecided.class, "spaced"))
                .withMessageContaining("several are written");
        for (String bad : new String[] {"", "a\"b", "a\\b", "a\r\nb", "ä"}) {
            assertThatIllegalArgumentException().as(bad).isThrownBy(() -> scope(bad));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GuardRule.Ask(Set.of(), Set.of(" "), Set.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GuardRule.Ask(Set.of(), Set.of(), Set.of("")));
    }

    @Test
    void a_method_speaks_before_its_class() {
        assertThat(rule(Orders.class, "list")).isEqualTo(scope("orders:read"));
        assertThat(rule(Orders.class, "cancel"))
                .isEqualTo(
                        new GuardRule.Ask(
                                Set.of(), Set.of("Clerk", "Manager"), Set.of("orders.cancel")));
        assertThat(rule(Orders.class, "count")).isEqualTo(new GuardRule.Open());
    }

    /// An override without a word would else be as open as its class.
    @Test
    void an_override_keeps_the_guard_of_what_it_overrides() {
        assertThat(rule(Later.class, "cancel")).isEqualTo(rule(Orders.class, "cancel"));
        assertThat(rule(Later.class, "count")).isEqualTo(scope());
        assertThat(rule(Later.class, "list")).isEqualTo(new GuardRule.Open());
    }

    /// A type that only the heir names would else make it another method.
    @Test
    void an_override_keeps_the_guard_of_what_it_overrides_for_a_type_of_its_own() throws Exception {
        var admin = new GuardRule.Ask(Set.of(), Set.of("Admin"), Set.of());
        for (Class<?> taken : new Class<?>[] {Integer.class, Object.class}) {
            assertThat(GuardRule.of(Parcels.class.getMethod("delete", taken), Parcels.class))
                    .isEqualTo(admin);
        }
        assertThat(rule(Parcels.class, "deleteAll")).isEqualTo(admin);
        assertThat(GuardRule.of(Shelf.class.getMethod("keep", Integer.class), Kept.class))
                .isEqualTo(admin);
        assertThat(GuardRule.of(Parcels.class.getMethod("delete", String.class), Parcels.class))
                .isEqualTo(new GuardRule.Open());
    }

    @Test
    void a_guard_that_nobody_would_heed_is_refused() throws Exception {
        var cancel = Orders.class.getMethod("cancel");
        assertThatIllegalStateException()
                .isThrownBy(() -> GuardRule.requireHeeded(Orders.class, Set.of(cancel)))
                .withMessageContaining("count() says @Guard or @Public");
        GuardRule.requireHeeded(Orders.class, Set.of(cancel, Orders.class.getMethod("count")));
        assertThatIllegalStateException()
                .isThrownBy(() -> GuardRule.requireHeeded(Implemented.class, Set.of()));
        GuardRule.requireHeeded(Implemented.class, Set.of(Implemented.class.getMethod("write")));
    }

    @Test
    void an_interface_speaks_for_what_implements_it() {
        assertThat(rule(Implemented.class, "write")).isEqualTo(scope("api:write"));
        assertThat(rule(Implemented.class, "read")).isEqualTo(scope("api"));
    }
}
