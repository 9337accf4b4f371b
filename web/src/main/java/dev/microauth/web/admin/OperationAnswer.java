package dev.microauth.web.admin;

/// What an operation answers when it did what it was asked for.
sealed interface OperationAnswer {
    int status();

    /// One record, with 200 or 201.
    record One(int status, Class<? extends Record> type) implements OperationAnswer {}

    /// A page of records.
    record Many(Class<? extends Record> type) implements OperationAnswer {
        @Override
        public int status() {
            return 200;
        }
    }

    record Nothing() implements OperationAnswer {
        @Override
        public int status() {
            return 204;
        }
    }

    /// Something else than a record.
    record Media(String type) implements OperationAnswer {
        @Override
        public int status() {
            return 200;
        }
    }
}
