package dev.microauth.web.wire;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;

/// A text as the picture of a QR code: dark squares in one path, with room for them on all sides.
///
/// @param size how many squares there are in a row, empty ones at the edges too
/// @param path what is dark, as SVG draws it
public record QrCode(int size, String path) {
    // ISO/IEC 18004 §6.3.8: four modules of nothing all around.
    private static final int QUIET = 4;

    public static QrCode of(String text) {
        ByteMatrix dots = dots(text);
        return new QrCode(dots.getWidth() + 2 * QUIET, path(dots));
    }

    /// The picture as a file, on a white ground, so that it can be read in the dark too.
    public static String svg(String text) {
        return of(text).svg();
    }

    private String svg() {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 "
                + size
                + " "
                + size
                + "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h"
                + size
                + "v"
                + size
                + "H0z\"/><path d=\""
                + path
                + "\"/></svg>";
    }

    private static String path(ByteMatrix dots) {
        var path = new StringBuilder();
        for (int y = 0; y < dots.getHeight(); y++) {
            int x = 0;
            while (x < dots.getWidth()) {
                int from = x;
                while (x < dots.getWidth() && dots.get(x, y) == 1) {
                    x++;
                }
                if (x > from) {
                    int run = x - from;
                    path.append('M')
                            .append(from + QUIET)
                            .append(' ')
                            .append(y + QUIET)
                            .append('h')
                            .append(run)
                            .append("v1h-")
                            .append(run)
                            .append('z');
                } else {
                    x++;
                }
            }
        }
        return path.toString();
    }

    private static ByteMatrix dots(String text) {
        try {
            return Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
        } catch (WriterException e) {
            throw new IllegalArgumentException("too long for a QR code", e);
        }
    }
}
