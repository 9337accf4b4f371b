package dev.microauth.bench;

import java.util.List;
import java.util.regex.Pattern;

/// What came back.
record Answer(int status, String head, String body) {
    private static final Pattern COOKIE = Pattern.compile("(?i)\\r\\nset-cookie: ([^;\\r]*)");
    private static final Pattern LOCATION =
            Pattern.compile("(?i)\\r\\nlocation: (?:http://[^/]*)?([^\\r]*)");

    boolean holds(String text) {
        return status == 200 && body.contains(text);
    }

    /// What it sets, as it is sent back.
    List<String> cookies() {
        return COOKIE.matcher(head).results().map(found -> found.group(1)).toList();
    }

    /// The path to which it sends.
    String location() {
        return LOCATION.matcher(head)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no location in " + head));
    }

    /// The form with that field.
    String formWith(String field) {
        for (String form : body.split("(?=<form)", -1)) {
            if (form.startsWith("<form") && form.contains("name=\"" + field + "\"")) {
                return form;
            }
        }
        throw new IllegalStateException("no form with " + field + " in " + this);
    }

    /// The value of a JSON member that is a plain string.
    String member(String name) {
        String before = "\"" + name + "\":\"";
        int start = body.indexOf(before);
        if (start < 0) {
            throw new IllegalStateException("no " + name + " in answer " + status + ": " + body);
        }
        start += before.length();
        return body.substring(start, body.indexOf('"', start));
    }
}
