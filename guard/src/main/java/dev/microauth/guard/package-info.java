/// Who may call a handler: the annotations, the rule they make, and the verdict on one request (RFC 6750).
package dev.microauth.guard;
