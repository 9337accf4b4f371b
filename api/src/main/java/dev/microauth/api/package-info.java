/// Owns the shapes of the admin API. A component `createdAt` is the member `created_at`; an empty Optional is
/// `null`; moments are RFC 3339 in UTC; ids are UUIDs. Does not know who answers, nor who asks.
package dev.microauth.api;
