package dev.microauth.bench;

import dev.microauth.bench.Stock.Login;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a name and a password can be tried.
enum SignInDoor {
    TOKEN("/token, password grant") {
        @Override
        Trial open(Stock stock, Requests requests, KeepAlive connection) {
            return (name, address) ->
                    requests.form(
                            "/token",
                            stock.passwords(),
                            "grant_type=password&" + typed(name),
                            "X-Forwarded-For: " + address);
        }
    },
    PAGE("the sign-in page") {
        @Override
        Trial open(Stock stock, Requests requests, KeepAlive connection) throws IOException {
            var jar = new ArrayList<String>();
            Answer page = connection.exchange(requests.get("/authorize?" + authorization(stock)));
            for (int i = 0; i < MOST_REDIRECTS && page.status() / 100 == 3; i++) {
                jar.addAll(page.cookies());
                page = connection.exchange(requests.get(page.location(), cookies(jar)));
            }
            jar.addAll(page.cookies());
            String form = page.formWith("password");
            String action = attribute(form, ACTION);
            String hidden = hidden(form);
            String[] headers = {cookies(jar), "Sec-Fetch-Site: same-origin", "Origin: null"};
            return (name, address) -> {
                var all = new ArrayList<>(List.of(headers));
                all.add("X-Forwarded-For: " + address);
                return requests.post(action, hidden + typed(name), all.toArray(String[]::new));
            };
        }
    };

    private static final int MOST_REDIRECTS = 5;
    private static final Pattern ACTION = Pattern.compile("<form[^>]* action=\"([^\"]*)\"");
    private static final Pattern HIDDEN = Pattern.compile("<input(?=[^>]* type=\"hidden\")[^>]*>");
    private static final Pattern NAME = Pattern.compile(" name=\"([^\"]*)\"");
    private static final Pattern VALUE = Pattern.compile(" value=\"([^\"]*)\"");
    // Long enough to be looked at, and nobody's.
    private static final String WRONG = "five+quiet+herons+by+the+weir";

    private final String title;

    SignInDoor(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /// Makes the request of one attempt.
    interface Trial {
        byte[] with(String name, String address);
    }

    /// Gets ready to try names over a connection.
    abstract Trial open(Stock stock, Requests requests, KeepAlive connection) throws IOException;

    private static String typed(String name) {
        return "username=" + Requests.encoded(name) + "&password=" + WRONG;
    }

    private static String authorization(Stock stock) {
        Login client = stock.passwords();
        return "response_type=code&scope=openid&state=s&code_challenge_method=S256"
                + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
                + "&client_id="
                + Requests.encoded(client.name())
                + "&redirect_uri="
                + Requests.encoded(Stock.CALLBACK);
    }

    private static String cookies(List<String> jar) {
        return "Cookie: " + String.join("; ", jar);
    }

    private static String hidden(String form) {
        var fields = new StringBuilder();
        Matcher inputs = HIDDEN.matcher(form);
        while (inputs.find()) {
            fields.append(Requests.encoded(attribute(inputs.group(), NAME)))
                    .append('=')
                    .append(Requests.encoded(attribute(inputs.group(), VALUE)))
                    .append('&');
        }
        return fields.toString();
    }

    private static String attribute(String tag, Pattern pattern) {
        Matcher found = pattern.matcher(tag);
        if (!found.find()) {
            throw new IllegalStateException(pattern + " is not in " + tag);
        }
        return found.group(1).replace("&amp;", "&").replace("&#61;", "=").replace("&#43;", "+");
    }
}
