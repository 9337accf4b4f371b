package dev.microauth.web.http;

/// What stands around all paths below a prefix, also those where no route is: without the guard's consent nobody
/// learns which there are. Rows below it bring their own guard, which has to ask for no less.
///
/// @param prefix begins with a slash and ends without one
/// @param problems the form of what the router itself answers there
public record Fence(String prefix, Guard<?> guard, Problems problems) {
    /// Renders what no handler could.
    @FunctionalInterface
    public interface Problems {
        /// The answer of this status.
        ///
        /// @param code a short word such as `not_found`
        Response render(Request request, int status, String code, String text);
    }

    boolean surrounds(String path) {
        return path.equals(prefix) || path.startsWith(prefix + "/");
    }

    /// The same below a path, which begins with a slash and ends without one.
    public Fence under(String path) {
        return new Fence(path + prefix, guard, problems);
    }
}
