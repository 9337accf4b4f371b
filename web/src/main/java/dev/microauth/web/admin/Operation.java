package dev.microauth.web.admin;

import dev.microauth.access.AdminPermission;
import dev.microauth.api.Shape;
import dev.microauth.web.http.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// One row of the admin API: where it is, what it takes, what it answers, and who may use it. The route, its guard, the
/// OpenAPI document and the tests of rights and of bad requests are all made from it.
///
/// ```java
/// Operation.get("/users", USERS_READ, "Lists people.")
///         .list(UserView.class)
///         .query("q", "sort")
///         .flags("is_active")
///         .by(this::list);
/// ```
public final class Operation {
    private final Draft draft;
    private final AdminHandler handler;

    private Operation(Draft draft, AdminHandler handler) {
        this.draft = draft;
        this.handler = handler;
    }

    /// A row that reads.
    ///
    /// @param path below `/api/v1`, such as `/users/{id}`
    public static Draft get(String path, AdminPermission right, String summary) {
        return get(path, Right.of(right), summary);
    }

    public static Draft get(String path, Right right, String summary) {
        return new Draft(Method.GET, path, right, summary);
    }

    public static Draft post(String path, AdminPermission right, String summary) {
        return post(path, Right.of(right), summary);
    }

    public static Draft post(String path, Right right, String summary) {
        return new Draft(Method.POST, path, right, summary);
    }

    public static Draft put(String path, AdminPermission right, String summary) {
        return new Draft(Method.PUT, path, Right.of(right), summary);
    }

    /// A change by RFC 7396; its handler uses [AdminCall#merged].
    public static Draft patch(String path, AdminPermission right, String summary) {
        return patch(path, Right.of(right), summary);
    }

    public static Draft patch(String path, Right right, String summary) {
        return new Draft(Method.PATCH, path, right, summary);
    }

    public static Draft delete(String path, AdminPermission right, String summary) {
        return delete(path, Right.of(right), summary);
    }

    public static Draft delete(String path, Right right, String summary) {
        return new Draft(Method.DELETE, path, right, summary);
    }

    /// A row that is being written; [#by] ends it.
    public static final class Draft {
        private final Method method;
        private final String path;
        private final Right right;
        private final String summary;
        private final List<QueryParameter> query = new ArrayList<>();
        private final SortedSet<Integer> refusals = new TreeSet<>();
        private String description = "";
        private Optional<Class<? extends Record>> takes = Optional.empty();
        private List<String> bytes = List.of();
        private OperationAnswer answer = new OperationAnswer.Nothing();

        private Draft(Method method, String path, Right right, String summary) {
            this.method = method;
            this.path = path;
            this.right = right;
            this.summary = summary;
        }

        /// More than the summary says, for the document.
        public Draft describing(String text) {
            description = text;
            return this;
        }

        /// The record in the body.
        public Draft takes(Class<? extends Record> body) {
            takes = Optional.of(body);
            return this;
        }

        /// A body that is no record: bytes of one of these types, told by themselves and not by a header.
        public Draft takesBytes(String... types) {
            bytes = List.of(types);
            return this;
        }

        /// 200 with this record.
        public Draft answers(Class<? extends Record> type) {
            answer = new OperationAnswer.One(200, type);
            return this;
        }

        /// 201 with this record.
        public Draft created(Class<? extends Record> type) {
            answer = new OperationAnswer.One(201, type);
            return this;
        }

        /// 200 with a page of these; `limit` and `after` are known then.
        public Draft list(Class<? extends Record> type) {
            answer = new OperationAnswer.Many(type);
            query.addFirst(QueryParameter.AFTER);
            query.addFirst(QueryParameter.LIMIT);
            return this;
        }

        /// 200 with something else than a record.
        public Draft media(String type) {
            answer = new OperationAnswer.Media(type);
            return this;
        }

        /// Parameters of the address that are texts; `q` and `sort` are read by [AdminCall#page()].
        public Draft query(String... names) {
            List.of(names).forEach(name -> query.add(QueryParameter.text(name)));
            return this;
        }

        /// Parameters of the address that are `true` or `false`.
        public Draft flags(String... names) {
            List.of(names).forEach(name -> query.add(new QueryParameter(name, new Shape.Flag())));
            return this;
        }

        /// Parameters of the address that are UUIDs.
        public Draft ids(String... names) {
            List.of(names).forEach(name -> query.add(new QueryParameter(name, new Shape.Id())));
            return this;
        }

        /// Parameters of the address that are moments.
        public Draft moments(String... names) {
            List.of(names).forEach(name -> query.add(new QueryParameter(name, new Shape.Moment())));
            return this;
        }

        /// Statuses that it can answer beside those that follow from its form.
        public Draft refuses(Integer... statuses) {
            Collections.addAll(refusals, statuses);
            return this;
        }

        public Operation by(AdminHandler handler) {
            return new Operation(this, handler);
        }
    }

    public Method method() {
        return draft.method;
    }

    /// Below `/api/v1`.
    public String path() {
        return draft.path;
    }

    public Right right() {
        return draft.right;
    }

    public String summary() {
        return draft.summary;
    }

    public String description() {
        return draft.description;
    }

    public Optional<Class<? extends Record>> takes() {
        return draft.takes;
    }

    /// The types of a body that is no record; empty for all but a few.
    public List<String> takesBytes() {
        return draft.bytes;
    }

    public OperationAnswer answer() {
        return draft.answer;
    }

    public List<QueryParameter> query() {
        return List.copyOf(draft.query);
    }

    AdminHandler handler() {
        return handler;
    }

    /// Every status that a refusal of it can have.
    public SortedSet<Integer> refusals() {
        var all = new TreeSet<>(draft.refusals);
        Collections.addAll(all, 400, 401, 403, 422, 503);
        if (draft.path.contains("{")) {
            all.add(404);
        }
        if (draft.method != Method.GET) {
            Collections.addAll(all, 404, 409, 413);
        }
        if (draft.takes.isPresent()) {
            all.add(415);
        }
        if (draft.method == Method.PATCH || draft.method == Method.DELETE) {
            all.add(412);
        }
        return Collections.unmodifiableSortedSet(all);
    }
}
