package dev.microauth.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Security: F3
class PasswordHashTest {

    private static final String SALT = "AAECAwQFBgcICQoLDA0ODw";
    private static final String TAG = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
    private static final String GOOD = "$argon2id$v=19$m=19456,t=2,p=1$" + SALT + "$" + TAG;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "$",
                "hunter2",
                "$argon2id$",
                "$argon2id$v=19$m=19456,t=2,p=1$" + SALT,
                "$argon2id$v=19$m=19456,t=2,p=1$" + SALT + "$",
                "$argon2id$v=19$m=19456,t=2,p=1$$" + TAG,
                "$argon2id$v=19$m=19456,t=2,p=1$" + SALT + "$" + TAG + "$",
                "$argon2id$v=19$m=19456,t=2,p=1$" + SALT + "$" + TAG + "\n",
                " $argon2id$v=19$m=19456,t=2,p=1$" + SALT + "$" + TAG,
                "$argon2id$v=16$m=19456,t=2,p=1$" + SALT + "$" + TAG,
                "$argon2id$m=19456,t=2,p=1$" + SALT + "$" + TAG,
                "$argon2i$v=19$m=19456,t=2,p=1$" + SALT + "$" + TAG,
                "$argon2d$v=19$m=19456,t=2,p=1$" + SALT + "$" + TAG,
                "$ARGON2ID$v=19$m=19456,t=2,p=1$" + SALT + "$" + TAG,
                "$argon2id$v=19$t=2,m=19456,p=1$" + SALT + "$" + TAG,
                "$argon2id$v=19$m=019456,t=2,p=1$" + SALT + "$" + TAG,
                "$argon2id$v=19$m=+19456,t=2,p=1$" + SALT + "$" + TAG,
                "$argon2id$v=19$m=-8,t=2,p=1$" + SALT + "$" + TAG,
                "$argon2id$v=19$m=19456,t=0,p=1$" + SALT + "$" + TAG,
                "$argon2id$v=19$m=19456,t=2,p=0$" + SALT + "$" + TAG,
                "$argon2id$v=19$m=7,t=2,p=1$" + SALT + "$" + TAG,
                "$argon2id$v=19$m=8,t=2,p=2$" + SALT + "$" + TAG,
                "$argon2id$v=19$m=262145,t=2,p=1$" + SALT + "$" + TAG,
                "$argon2id$v=19$m=99999999999,t=2,p=1$" + SALT + "$" + TAG,
                "$argon2id$v=19$m=19456,t=17,p=1$" + SALT + "$" + TAG,
                "$argon2id$v=19$m=19456,t=2,p=17$" + SALT + "$" + TAG,
                "$argon2id$v=19$m=19456,t=2,p=1,keyid=AA$" + SALT + "$" + TAG,
                "$argon2id$v=19$m=19456,t=2,p=1,data=AA$" + SALT + "$" + TAG,
                "$argon2id$v=19$m=19456,t=2$" + SALT + "$" + TAG,
                "$argon2id$v=19$m=١٩٤٥٦,t=2,p=1$" + SALT + "$" + TAG,
                "$argon2id$v=19$m=19456,t=2,p=1$" + SALT + "==$" + TAG,
                "$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODx$" + TAG,
                "$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0OD_$" + TAG,
                "$argon2id$v=19$m=19456,t=2,p=1$AAEC$" + TAG,
                "$argon2id$v=19$m=19456,t=2,p=1$A$" + TAG,
                "$argon2id$v=19$m=19456,t=2,p=1$" + SALT + "$AAECAwQF",
                "$argon2id$v=19$m=19456,t=2,p=1$" + SALT + "$" + TAG + TAG + TAG,
                "$scrypt$ln=9,r=8,p=1$" + SALT + "$" + TAG,
                "$scrypt$ln=21,r=8,p=1$" + SALT + "$" + TAG,
                "$scrypt$ln=20,r=8,p=1$" + SALT + "$" + TAG,
                "$scrypt$ln=17,r=8,p=9$" + SALT + "$" + TAG,
                "$scrypt$n=131072,r=8,p=1$" + SALT + "$" + TAG,
                "$scrypt$ln=17,r=0,p=1$" + SALT + "$" + TAG,
                "$2a$09$WvvTPHKwdBJ3uk0Z37EMR.hLA2W6N9AEBhEgrAOljy2Ae5MtaSIUi",
                "$2a$17$WvvTPHKwdBJ3uk0Z37EMR.hLA2W6N9AEBhEgrAOljy2Ae5MtaSIUi",
                "$2a$31$WvvTPHKwdBJ3uk0Z37EMR.hLA2W6N9AEBhEgrAOljy2Ae5MtaSIUi",
                "$2x$10$WvvTPHKwdBJ3uk0Z37EMR.hLA2W6N9AEBhEgrAOljy2Ae5MtaSIUi",
                "$2$10$WvvTPHKwdBJ3uk0Z37EMR.hLA2W6N9AEBhEgrAOljy2Ae5MtaSIUi",
                "$2a$10$WvvTPHKwdBJ3uk0Z37EMR.hLA2W6N9AEBhEgrAOljy2Ae5MtaSIU",
                "$2a$10$WvvTPHKwdBJ3uk0Z37EMR.hLA2W6N9AEBhEgrAOljy2Ae5MtaSIUii",
                "$2a$10$WvvTPHKwdBJ3uk0Z37EMR/hLA2W6N9AEBhEgrAOljy2Ae5MtaSIUi",
                "$2a$10$WvvTPHKwdBJ3uk0Z37EMR.hLA2W6N9AEBhEgrAOljy2Ae5MtaSIUj",
                "$pbkdf2-sha256$i=600000$" + SALT + "$" + TAG,
                "$6$rounds=5000$salt$hash",
                "{SSHA}AAECAwQFBgcICQoLDA0ODw==",
            })
    void refuses_what_no_correct_writer_made(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PasswordHash(text))
                .withMessageStartingWith("This is no password hash")
                .satisfies(e ->
                        assertThat(e.getMessage()).doesNotContain(SALT).doesNotContain("hunter2"));
    }

    @Test
    void refuses_a_text_of_any_length_unread() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PasswordHash("$argon2id$" + "A".repeat(1_000_000)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                GOOD,
                "$argon2id$v=19$m=8,t=1,p=1$" + SALT + "$" + TAG,
                "$argon2id$v=19$m=262144,t=16,p=16$" + SALT + "$" + TAG,
                "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
                "$scrypt$ln=17,r=8,p=1$" + SALT + "$" + TAG,
                "$2a$10$WvvTPHKwdBJ3uk0Z37EMR.hLA2W6N9AEBhEgrAOljy2Ae5MtaSIUi",
                "$2b$16$WvvTPHKwdBJ3uk0Z37EMR.hLA2W6N9AEBhEgrAOljy2Ae5MtaSIUi",
                "$2y$12$WvvTPHKwdBJ3uk0Z37EMR.hLA2W6N9AEBhEgrAOljy2Ae5MtaSIUi",
            })
    void takes_argon2id_scrypt_and_bcrypt(String text) {
        assertThat(new PasswordHash(text).phc()).isEqualTo(text);
    }

    @Test
    void what_is_parsed_is_written_alike() {
        assertThat(((Phc.Argon2id) Phc.parse(GOOD)).text()).isEqualTo(GOOD);
    }

    /// Security: K4
    @Test
    void does_not_print_itself() {
        assertThat(new PasswordHash(GOOD)).asString().isEqualTo("PasswordHash[***]");
    }
}
