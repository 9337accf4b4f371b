package dev.microauth.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.microauth.problem.AuthException.Invalid;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Security: H9, X
class NamesTest {
    @Test
    void what_cannot_be_told_apart_by_eye_is_refused() {
        for (String name :
                List.of(
                        "",
                        " ",
                        "admin ",
                        " admin",
                        "site  admin",
                        // Cyrillic a and Greek o among Latin letters.
                        "\u0430dmin",
                        "r\u03bfot",
                        // Zero width space, joiner, direction mark, soft hyphen, byte order mark.
                        "ad\u200bmin",
                        "ad\u200dmin",
                        "\u202enimda",
                        "ad\u00admin",
                        "\ufeffadmin",
                        // Letters and marks that nothing draws.
                        "admin\ufe0f",
                        "ad\u034fmin",
                        "admin\u115f",
                        "admin\u2800",
                        // Marks that stand on nothing, pile up, or hide in each other.
                        "\u0301admin",
                        "a\u0301\u0301dmin",
                        "a\u0301\u0302\u0303\u0304\u0306dmin",
                        // Digits of two systems.
                        "room1\u0968",
                        "a\tb",
                        "a\u0000",
                        "a\ud800",
                        "a\ue000",
                        "x".repeat(65))) {
            assertThatExceptionOfType(Invalid.class)
                    .as(escaped(name))
                    .isThrownBy(() -> Names.requireReadable("name", Names.normalise(name), 64))
                    .satisfies(problem -> assertThat(problem.fields()).containsKey("name"));
        }
    }

    @Test
    void names_of_all_the_world_are_fine() {
        for (String name :
                List.of(
                        "MadAdmin",
                        "site admin",
                        "o.brien-smith+1@home",
                        "José",
                        "Łukasz",
                        "Nguyễn",
                        "Ελένη",
                        "Сара",
                        "Їжак",
                        "משה",
                        "محمد",
                        "मीना",
                        "田中さくら",
                        "カタカナ",
                        "김민수",
                        "王小明",
                        "Tanaka田中",
                        "İpek",
                        "x".repeat(64))) {
            assertThatCode(() -> Names.requireReadable("name", Names.fold(name), 64))
                    .as(name)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void one_name_has_one_spelling() {
        for (String[] pair :
                new String[][] {
                    {"ADMIN", "admin"},
                    {"ａｄｍｉｎ", "admin"},
                    {"ﬁne", "fine"},
                    {"Straße", "STRASSE"},
                    {"ΣΊΣΥΦΟΣ", "σίσυφοσ"},
                    {"\u212Bngstrom", "\u00c5ngstrom"},
                    {"jose\u0301", "JOS\u00c9"},
                    {"\u212Aelvin", "kelvin"}
                }) {
            String folded = Names.fold(pair[0]);
            assertThat(folded).as(pair[0]).isEqualTo(Names.fold(pair[1]));
            assertThat(Names.fold(folded)).isEqualTo(folded);
        }
    }

    @Test
    void folding_twice_is_folding_once_for_every_letter_there_is() {
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            if (Character.isLetterOrDigit(point)) {
                String once = Names.fold("x" + Character.toString(point) + "y");
                assertThat(Names.fold(once)).as(Integer.toHexString(point)).isEqualTo(once);
            }
        }
    }

    @Test
    void names_that_look_alike_share_a_skeleton() {
        for (String[] pair :
                new String[][] {
                    {"сосо", "coco"},
                    {"рауре", "paype"},
                    {"ОС", "oc"},
                    {"ααα", "aaa"},
                    {"հօս", "hou"},
                    {"alıce", "alice"},
                    {"İpek", "ipek"},
                    {"ёре", "\u00ebpe"}
                }) {
            assertThat(Names.skeleton(pair[0])).as(pair[0]).isEqualTo(Names.skeleton(pair[1]));
        }
        assertThat(Names.skeleton("alice")).isEqualTo("alice").isNotEqualTo("a1ice");
        assertThat(Names.skeleton("jose")).isNotEqualTo(Names.skeleton("José"));
    }

    private static String escaped(String name) {
        return name.codePoints().mapToObj(Integer::toHexString).toList().toString();
    }
}
