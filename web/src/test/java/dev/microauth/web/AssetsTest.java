package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.key.Ring;
import dev.microauth.web.pages.Asset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class AssetsTest {
    @AutoClose private final Site site = Site.open();
}
