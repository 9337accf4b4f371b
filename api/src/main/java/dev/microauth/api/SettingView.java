package dev.microauth.api;

/// A setting, its value, and where that came from. Secrets are shown as `***`.
public record SettingView(String name, String value, String origin) {}
