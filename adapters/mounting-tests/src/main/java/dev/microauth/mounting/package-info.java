/// What mounted doors have to answer, asked over HTTP without knowing who serves them. The tests of each adapter extend
/// [MountedDoorsContract].
@org.jspecify.annotations.NullMarked
package dev.microauth.mounting;
