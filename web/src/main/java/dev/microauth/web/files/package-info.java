/// Owns the files that the operator puts beside the pages of the auth port. Does not know what is in them.
package dev.microauth.web.files;
