package dev.microauth.password;

import dev.microauth.password.PasswordJudgement.Accepted;
import dev.microauth.password.PasswordJudgement.Reason;
import dev.microauth.password.PasswordJudgement.Refused;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Judges a password that somebody wants to set. Never asked at sign-in: there only the hash decides.
///
/// Length is counted in code points of the form that is hashed (see [Passwords]). Everything Unicode has assigned may be in it,
/// spaces too, save control characters (tab and line end included) and unpaired surrogates. Beyond that a password is refused
/// only for being guessable: common, a repeated piece, runs and keyboard walks, or the user's and the service's own names; digits
/// and signs around such a word do not save it. Nothing is asked about kinds of characters.
///
/// Arrays stay the caller's, as in [Passwords]. The copies of the whole password are zeroed; the pieces looked up in the list
/// are short-lived arrays that the collector takes.
public final class PasswordJudge {

    /// No word of the list is longer, not even written twice.
    private static final int LONGEST_WORD = 64;

    private final PasswordPolicy policy;

    public PasswordJudge(PasswordPolicy policy) {
        this.policy = policy;
    }

    /// How many characters a password has at least, where no second factor is forced.
    public int shortest() {
        return policy.minimum(false);
    }

    /// Whether this password may be chosen.
    ///
    /// @param password the choice; not kept, not changed
    /// @param secondFactorForced whether policy, and not the user's own enrolment, forces a second factor on this user
    /// @param context the words that are no secret around this user
    public PasswordJudgement judge(
            char[] password, boolean secondFactorForced, PasswordContext context) {
        Optional<char[]> normalised = OpaqueString.normalise(password);
        if (normalised.isEmpty()) {
            return tooLong();
        }
        char[] chars = normalised.get();
        int[] points = OpaqueString.codePoints(chars);
        int minimum = policy.minimum(secondFactorForced);
        try {
            return form(chars, points, minimum)
                    .or(() -> guessable(points, minimum, context))
                    .<PasswordJudgement>map(refused -> refused)
                    .orElseGet(Accepted::new);
        } finally {
            Arrays.fill(chars, '\0');
            Arrays.fill(points, 0);
        }
    }

    private static Optional<Refused> form(char[] chars, int[] points, int minimum) {
        if (!Arrays.stream(points).allMatch(OpaqueString::allows)) {
            return refused(Reason.FORBIDDEN_CHARACTER);
        }
        Optional<byte[]> bytes = OpaqueString.encode(chars);
        if (bytes.isEmpty()) {
            return Optional.of(tooLong());
        }
        Arrays.fill(bytes.get(), (byte) 0);
        // NIST SP 800-63B-4 §3.1.1.2: each code point counts as one character.
        if (points.length < minimum) {
            return refused(Reason.TOO_SHORT, minimum, points.length);
        }
        return Optional.empty();
    }

    private Optional<Refused> guessable(int[] points, int minimum, PasswordContext context) {
        int[] folded = Arrays.stream(points).map(Character::toLowerCase).toArray();
        int needed = Math.max(4, minimum * 2 / 5);
        try {
            if (isCommon(folded, minimum, needed)) {
                return refused(Reason.COMMON);
            }
            if (Pieces.unit(folded).length < Math.min(minimum, folded.length)) {
                return refused(Reason.REPEATED);
            }
            if (Pieces.surprises(folded) < needed) {
                return refused(Reason.SEQUENCE);
            }
            return ofContext(folded, minimum, needed, context);
        } finally {
            Arrays.fill(folded, 0);
        }
    }

    private Optional<Refused> ofContext(
            int[] folded, int minimum, int needed, PasswordContext context) {
        int[] left = folded.clone();
        for (String word : context.words()) {
            left = Pieces.without(left, word.codePoints().toArray());
        }
        boolean bare = Arrays.stream(left).noneMatch(Character::isLetter);
        boolean hardlyMore =
                left.length < folded.length
                        && (Pieces.surprises(left) < needed
                                || (bare && left.length + 1 < minimum)
                                || isCommon(left, minimum, needed));
        Arrays.fill(left, 0);
        return hardlyMore ? refused(Reason.CONTEXT) : Optional.empty();
    }

    /// Whether it is one common word: as it stands, masked with digits for letters, repeated, or with digits and signs in and
    /// around it that would not be long enough by themselves.
    private boolean isCommon(int[] text, int minimum, int needed) {
        if (known(text)) {
            return true;
        }
        int first = 0;
        while (first < text.length && !Character.isLetter(text[first])) {
            first++;
        }
        for (int end = text.length; end > 0; end--) {
            if (knownIn(text, 0, end, minimum, needed)
                    || knownIn(text, first, end, minimum, needed)) {
                return true;
            }
            if (Character.isLetter(text[end - 1])) {
                break;
            }
        }
        int[] letters = Pieces.letters(text);
        int[] signs = Arrays.stream(text).filter(c -> !Character.isLetter(c)).toArray();
        return known(letters) && decorates(signs, minimum, needed);
    }

    private boolean knownIn(int[] text, int from, int end, int minimum, int needed) {
        int length = end - from;
        if (length < 1 || length == text.length || length > LONGEST_WORD) {
            return false;
        }
        if (!known(Arrays.copyOfRange(text, from, end))) {
            return false;
        }
        int[] around = new int[text.length - length];
        System.arraycopy(text, 0, around, 0, from);
        System.arraycopy(text, end, around, from, text.length - end);
        return decorates(around, minimum, needed);
    }

    /// A common word counts as one character; what stands around it has to be long, and no mere run, to be worth something.
    private static boolean decorates(int[] around, int minimum, int needed) {
        return around.length + 1 < minimum || Pieces.surprises(around) < needed;
    }

    private boolean known(int[] text) {
        return List.of(text, Pieces.unmasked(text, 'i'), Pieces.unmasked(text, 'l')).stream()
                .anyMatch(form ->
                        CommonPasswords.listed().contains(form)
                                || CommonPasswords.listed().contains(Pieces.unit(form)));
    }

    private static Refused tooLong() {
        return Refused.by(Reason.TOO_LONG, Passwords.MAX_BYTES);
    }

    private static Optional<Refused> refused(Reason reason, Integer... numbers) {
        return Optional.of(Refused.by(reason, numbers));
    }
}
