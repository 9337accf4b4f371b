package dev.microauth.web.admin;

import dev.microauth.web.http.Response;

/// What an operation does for somebody who may use it.
@FunctionalInterface
interface AdminHandler {
    Response handle(AdminCall call);
}
