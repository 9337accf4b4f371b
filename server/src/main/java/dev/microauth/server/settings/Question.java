package dev.microauth.server.settings;

/// One setting, as it is asked for.
///
/// @param name of the setting
/// @param heading under which it stands
/// @param sentence what it does
/// @param accepts what may be answered, as the rest of a sentence that begins with Give
/// @param holds what holds when nothing is answered: what was said already, else the default in words
/// @param said whether something was said already
/// @param once whether it is of the first administrator or client, and in no settings file
/// @param flag whether it is answered by true or false
public record Question(
        String name,
        String heading,
        String sentence,
        String accepts,
        String holds,
        boolean said,
        boolean once,
        boolean flag) {}
