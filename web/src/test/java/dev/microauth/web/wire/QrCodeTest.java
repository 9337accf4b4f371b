package dev.microauth.web.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class QrCodeTest {
    private static final String TEXT =
            "otpauth://totp/microauth:alice?secret=MZXW6YTBOIMZXW6YTBOIMZXW6YTBOIAA&issuer=microauth";
    private static final int SCALE = 4;

    @Test
    void the_picture_reads_as_the_text() throws Exception {
        assertThat(read(QrCode.svg(TEXT))).isEqualTo(TEXT);
    }

    @Test
    void the_picture_holds_nothing_but_two_paths() {
        assertThat(QrCode.svg(TEXT))
                .matches(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 (\\d+) \\1\" shape-rendering=\"crispEdges\">"
                                + "<path fill=\"#fff\" d=\"[M0-9hvHz ]+\"/><path d=\"[M0-9hvz -]+\"/></svg>");
    }

    @Test
    void a_text_that_is_too_long_is_refused() {
        assertThatThrownBy(() -> QrCode.svg("x".repeat(5000)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String read(String svg) throws Exception {
        var box = Pattern.compile("viewBox=\"0 0 (\\d+)").matcher(svg);
        assertThat(box.find()).isTrue();
        int size = Integer.parseInt(box.group(1)) * SCALE;
        int[] pixels = new int[size * size];
        Arrays.fill(pixels, 0xffffff);
        var run = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1").matcher(svg);
        while (run.find()) {
            int x = Integer.parseInt(run.group(1)) * SCALE;
            int y = Integer.parseInt(run.group(2)) * SCALE;
            int width = Integer.parseInt(run.group(3)) * SCALE;
            for (int row = y; row < y + SCALE; row++) {
                Arrays.fill(pixels, row * size + x, row * size + x + width, 0);
            }
        }
        var bitmap =
                new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(size, size, pixels)));
        return new QRCodeReader().decode(bitmap).getText();
    }
}
