package dev.microauth.web.wire;

/// A request that cannot be taken, for a reason that only HTTP has.
public final class ApiRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    public ApiRefusal(int status, String code, String text) {
        super(text, null, false, false);
        this.status = status;
        this.code = code;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }
}
