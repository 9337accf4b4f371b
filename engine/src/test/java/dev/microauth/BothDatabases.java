package dev.microauth;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Runs a test class once on encrypted SQLite and once on PostgreSQL; its constructor takes a [Db].
@Tag("storage")
@ParameterizedClass(name = "{0}")
@EnumSource(Db.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface BothDatabases {}
