package dev.microauth.audit;

import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/// Events page by page, each read when it is asked for, so that no more than one is held.
final class Pieces implements Iterator<List<StoredEvent>> {
    private final Function<PageRequest, Page<StoredEvent>> reader;
    private Optional<PageRequest> next;

    Pieces(Function<PageRequest, Page<StoredEvent>> reader, PageRequest first) {
        this.reader = reader;
        this.next = Optional.of(first);
    }

    @Override
    public boolean hasNext() {
        return next.isPresent();
    }

    @Override
    public List<StoredEvent> next() {
        PageRequest request = next.orElseThrow(NoSuchElementException::new);
        Page<StoredEvent> page = reader.apply(request);
        next = page.next().map(request::after);
        return page.items();
    }
}
