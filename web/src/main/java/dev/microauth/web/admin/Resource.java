package dev.microauth.web.admin;

import java.util.List;

/// A noun of the admin API, with its operations.
@FunctionalInterface
interface Resource {
    List<Operation> operations();
}
