/// Owns how lists are asked for and answered in pages. Does not know where the rows come from.
package dev.microauth.page;
