package dev.microauth.web.pages;

import dev.microauth.password.PasswordJudgement.Reason;
import dev.microauth.password.PasswordJudgement.Refused;
import dev.microauth.user.PasswordRefused;
import java.util.Map;

/// Why a password cannot be taken, in the language of the page. How to find a better one stands in the hint of its field.
public final class PasswordWords {
    private PasswordWords() {}

    /// For the field that it was typed into.
    public static Map<String, String> of(Texts texts, PasswordRefused refusal) {
        return Map.of(refusal.field(), of(texts, refusal.judgement()));
    }

    static String of(Texts texts, Refused refused) {
        return texts.say(key(refused.reason()), refused.numbers().toArray());
    }

    private static String key(Reason reason) {
        return switch (reason) {
            case TOO_SHORT -> "password.short";
            case TOO_LONG -> "password.long";
            case FORBIDDEN_CHARACTER -> "password.character";
            case COMMON -> "password.common";
            case REPEATED -> "password.repeated";
            case SEQUENCE -> "password.sequence";
            case CONTEXT -> "password.context";
            case SAME -> "password.same";
        };
    }
}
