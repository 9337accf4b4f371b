package dev.microauth.cli.terminal;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;

/// A QR code of half blocks, two rows in a line. What is light in the code is drawn, as most terminals are dark.
public final class QrPicture {
    private static final int QUIET = 2;
    private static final String[] HALVES = {" ", "▄", "▀", "█"};

    private QrPicture() {}

    public static String of(String text) {
        ByteMatrix dots = dots(text);
        var picture = new StringBuilder();
        for (int y = -QUIET; y < dots.getHeight() + QUIET; y += 2) {
            for (int x = -QUIET; x < dots.getWidth() + QUIET; x++) {
                int above = isLight(dots, x, y) ? 2 : 0;
                int below = isLight(dots, x, y + 1) ? 1 : 0;
                picture.append(HALVES[above + below]);
            }
            picture.append('\n');
        }
        return picture.toString();
    }

    private static boolean isLight(ByteMatrix dots, int x, int y) {
        boolean inside = x >= 0 && y >= 0 && x < dots.getWidth() && y < dots.getHeight();
        return !inside || dots.get(x, y) == 0;
    }

    private static ByteMatrix dots(String text) {
        try {
            return Encoder.encode(text, ErrorCorrectionLevel.L).getMatrix();
        } catch (WriterException e) {
            throw new IllegalArgumentException("too long for a QR code", e);
        }
    }
}
