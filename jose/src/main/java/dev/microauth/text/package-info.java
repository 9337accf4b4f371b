/// Owns how text from anywhere is shown to people: escaped, wrapped, or as the name that was probably meant. Knows no
/// command and no terminal. It stands in the lowest module since a log, an answer and a command line all need it.
package dev.microauth.text;
