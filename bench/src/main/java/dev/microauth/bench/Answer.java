package dev.microauth.bench;

/// What came back: status and body.
record Answer(int status, String body) {
    boolean holds(String text) {
        return status == 200 && body.contains(text);
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
