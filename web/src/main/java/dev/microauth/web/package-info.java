/// The roof of the doors: the one table with every route of both ports. A new door is a new line in it,
/// and in the snapshot that a review sees.
package dev.microauth.web;
