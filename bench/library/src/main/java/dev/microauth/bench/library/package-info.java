/// What the verbs of the library cost, each beside the bare signature that it cannot do without.
@NullMarked
package dev.microauth.bench.library;

import org.jspecify.annotations.NullMarked;
