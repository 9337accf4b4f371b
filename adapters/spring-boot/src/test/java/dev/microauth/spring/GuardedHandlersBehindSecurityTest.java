package dev.microauth.spring;

import dev.microauth.guard.Guards;
import dev.microauth.mounting.GuardedHandlersContract;

/// The same application, with Spring Security before it as we set it up.
class GuardedHandlersBehindSecurityTest extends GuardedHandlersContract {
    @Override
    protected Served serve(Guards guards) {
        var app =
                Apps.start(
                        OrdersApplication.class,
                        beans -> beans.registerBean(Guards.class, () -> guards));
        return new Served(Apps.port(app), app);
    }
}
