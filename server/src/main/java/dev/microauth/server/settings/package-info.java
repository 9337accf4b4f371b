/// What the daemon can be told, in one table.
///
/// [SettingsTable] holds a row per setting. The reader of all sources, the options of the command line, the
/// reference page and the sample file come from it, so a setting that exists in one of them exists in all.
/// The outcome is a [Settings]: immutable, typed, checked as a whole. This package opens no port and no database.
package dev.microauth.server.settings;
