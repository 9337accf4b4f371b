package dev.microauth.subject;

import java.util.HashMap;
import java.util.Map;

/// Small letters that are drawn like one of a to z, by their code points. Whole letters: accents were taken off before.
final class Lookalikes {
    private static final Map<Integer, Integer> LATIN = Map.copyOf(drawnAlike());

    private Lookalikes() {}

    /// The Latin letter that this one looks like, else the letter itself.
    static int latin(int point) {
        return LATIN.getOrDefault(point, point);
    }

    private static Map<Integer, Integer> drawnAlike() {
        var latin = new HashMap<Integer, Integer>();
        // Cyrillic.
        latin.put(0x430, (int) 'a');
        latin.put(0x441, (int) 'c');
        latin.put(0x501, (int) 'd');
        latin.put(0x435, (int) 'e');
        latin.put(0x4bd, (int) 'e');
        latin.put(0x4bb, (int) 'h');
        latin.put(0x456, (int) 'i');
        latin.put(0x458, (int) 'j');
        latin.put(0x43a, (int) 'k');
        latin.put(0x4cf, (int) 'l');
        latin.put(0x43e, (int) 'o');
        latin.put(0x440, (int) 'p');
        latin.put(0x51b, (int) 'q');
        latin.put(0x433, (int) 'r');
        latin.put(0x455, (int) 's');
        latin.put(0x475, (int) 'v');
        latin.put(0x51d, (int) 'w');
        latin.put(0x445, (int) 'x');
        latin.put(0x443, (int) 'y');
        latin.put(0x4af, (int) 'y');
        // Greek.
        latin.put(0x3b1, (int) 'a');
        latin.put(0x3b9, (int) 'i');
        latin.put(0x3f3, (int) 'j');
        latin.put(0x3ba, (int) 'k');
        latin.put(0x3b7, (int) 'n');
        latin.put(0x3bf, (int) 'o');
        latin.put(0x3c3, (int) 'o');
        latin.put(0x3c1, (int) 'p');
        latin.put(0x3c5, (int) 'u');
        latin.put(0x3bd, (int) 'v');
        latin.put(0x3c7, (int) 'x');
        latin.put(0x3b3, (int) 'y');
        // Armenian.
        latin.put(0x581, (int) 'g');
        latin.put(0x570, (int) 'h');
        latin.put(0x575, (int) 'j');
        latin.put(0x578, (int) 'n');
        latin.put(0x585, (int) 'o');
        latin.put(0x566, (int) 'q');
        latin.put(0x57d, (int) 'u');
        // Latin beyond a to z.
        latin.put(0x251, (int) 'a');
        latin.put(0x261, (int) 'g');
        latin.put(0x131, (int) 'i');
        latin.put(0x269, (int) 'i');
        latin.put(0x26a, (int) 'i');
        latin.put(0x28f, (int) 'y');
        return latin;
    }
}
