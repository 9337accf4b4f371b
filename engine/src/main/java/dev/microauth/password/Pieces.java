package dev.microauth.password;

import java.util.Arrays;

/// What a password is made of, as arrays of lower-cased code points.
final class Pieces {

    /// Ways a finger or a counting child walks: each is one piece, forwards and backwards.
    private static final String[] WALKS = {
        "abcdefghijklmnopqrstuvwxyz",
        "01234567890",
        "qwertyuiop[]",
        "asdfghjkl;'",
        "zxcvbnm,./",
        "qwertzuiop",
        "yxcvbnm",
        "azertyuiop",
        "qsdfghjklm",
        "wxcvbn",
        "!@#$%^&*()_+",
        "1qaz",
        "2wsx",
        "3edc",
        "4rfv",
        "5tgb",
        "6yhn",
        "7ujm",
    };

    private Pieces() {}

    /// How many characters are no repetition of, nor the next step from, the one before.
    static int surprises(int[] text) {
        int count = 0;
        for (int i = 0; i < text.length; i++) {
            if (i == 0 || !follows(text[i - 1], text[i])) {
                count++;
            }
        }
        return count;
    }

    private static boolean follows(int before, int after) {
        if (before == after) {
            return true;
        }
        for (String walk : WALKS) {
            for (int i = 1; i < walk.length(); i++) {
                int left = walk.charAt(i - 1);
                int right = walk.charAt(i);
                if ((left == before && right == after) || (left == after && right == before)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// The shortest piece that makes the text when written again and again, the last time perhaps not to its end.
    static int[] unit(int[] text) {
        for (int period = 1; period <= text.length / 2; period++) {
            if (Arrays.equals(text, period, text.length, text, 0, text.length - period)) {
                return Arrays.copyOf(text, period);
            }
        }
        return text;
    }

    /// The text without any occurrence of the word.
    static int[] without(int[] text, int[] word) {
        int[] left = new int[text.length];
        int length = 0;
        int i = 0;
        while (i < text.length) {
            if (i + word.length <= text.length
                    && Arrays.equals(text, i, i + word.length, word, 0, word.length)) {
                i += word.length;
            } else {
                left[length++] = text[i++];
            }
        }
        int[] result = Arrays.copyOf(left, length);
        Arrays.fill(left, 0);
        return result;
    }

    /// Letters for the signs that people put in their place; `one` says what stands for 1.
    static int[] unmasked(int[] text, int one) {
        return Arrays.stream(text)
                .map(c ->
                        switch (c) {
                            case '0' -> 'o';
                            case '1', '!', '|' -> one;
                            case '3' -> 'e';
                            case '4', '@' -> 'a';
                            case '5', '$' -> 's';
                            case '7', '+' -> 't';
                            default -> c;
                        })
                .toArray();
    }

    /// Letters only, in their order.
    static int[] letters(int[] text) {
        return Arrays.stream(text).filter(Character::isLetter).toArray();
    }
}
