package dev.microauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The chores that nobody sees.
class HousekeepingTest {
    /// A chore may call what an application brings, which can fail in any way.
    ///
    /// Security: I7
    @Test
    void an_error_in_one_chore_keeps_none_of_the_others_from_being_done() throws Exception {
        var done = new CountDownLatch(1);
        Runnable broken =
                () -> {
                    throw new LinkageError("a part is missing");
                };
        try (var chores = new Housekeeping(() -> List.of(broken, done::countDown))) {
            chores.start();

            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
