package dev.microauth.system;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;

/// A key in the machine that checks who holds it: Chromium's own virtual one. It is gone with its window.
record Authenticator(CDPSession devtools, String id) {
    static Authenticator in(Window window) {
        var devtools = window.context().newCDPSession(window.page());
        devtools.send("WebAuthn.enable");
        var options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        var arguments = new JsonObject();
        arguments.add("options", options);
        var added = devtools.send("WebAuthn.addVirtualAuthenticator", arguments);
        return new Authenticator(devtools, added.get("authenticatorId").getAsString());
    }

    void holderAgrees(boolean yes) {
        var arguments = new JsonObject();
        arguments.addProperty("authenticatorId", id);
        arguments.addProperty("enabled", yes);
        devtools.send("WebAuthn.setAutomaticPresenceSimulation", arguments);
    }
}
