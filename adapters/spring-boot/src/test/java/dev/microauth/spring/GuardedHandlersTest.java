package dev.microauth.spring;

import dev.microauth.guard.Guards;
import dev.microauth.mounting.GuardedHandlersContract;

class GuardedHandlersTest extends GuardedHandlersContract {
    @Override
    protected Served serve(Guards guards) {
        var app =
                Apps.start(
                        OrdersApplication.class,
                        beans -> beans.registerBean(Guards.class, () -> guards),
                        "without-security");
        return new Served(Apps.port(app), app);
    }
}
