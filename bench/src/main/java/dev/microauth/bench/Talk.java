package dev.microauth.bench;

/// What one worker says over and over: its next request, and whether the answer is the one it should be.
interface Talk {
    byte[] next();

    boolean accept(Answer answer);
}
