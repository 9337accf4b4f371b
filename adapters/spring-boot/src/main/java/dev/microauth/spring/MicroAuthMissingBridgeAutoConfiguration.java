package dev.microauth.spring;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/// Stops an application that names a client for the bridge and has no bridge: it takes no tokens for the bridge's sake, and
/// nobody would stand before its pages.
@AutoConfiguration
@ConditionalOnMissingClass("dev.microauth.bridge.servlet.BridgeFilter")
@ConditionalOnProperty("microauth.bridge.client-id")
final class MicroAuthMissingBridgeAutoConfiguration {
    MicroAuthMissingBridgeAutoConfiguration() {
        throw new IllegalStateException(
                "microauth.bridge needs microauth-servlet-bridge in the application: add it");
    }
}
