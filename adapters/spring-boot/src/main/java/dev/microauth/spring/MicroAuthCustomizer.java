package dev.microauth.spring;

import dev.microauth.MicroAuthBuilder;

/// Says of the embedded engine what no property says. Every bean of this kind is asked, in their order, after the
/// properties.
///
/// ```java
/// @Bean
/// MicroAuthCustomizer limits() {
///     return options -> options.maxTokensPerUser(20).rateLimit(600, Duration.ofMinutes(1));
/// }
/// ```
@FunctionalInterface
public interface MicroAuthCustomizer {
    /// @param options of an engine that is about to be opened
    void customize(MicroAuthBuilder options);
}
