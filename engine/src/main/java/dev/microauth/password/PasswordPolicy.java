package dev.microauth.password;

/// How long a password must be. NIST SP 800-63B-4 §3.1.1.2: 15 characters where it is the only factor, 8 where a second one is
/// forced. A setting can only raise these numbers, up to 64, which every policy must accept. There are no composition rules.
///
/// @param minimum code points after normalisation, 15 to 64
/// @param minimumWithSecondFactor the same where policy forces a second factor on the user, 8 to `minimum`
public record PasswordPolicy(int minimum, int minimumWithSecondFactor) {

    /// 15, and 8 with a forced second factor.
    public static final PasswordPolicy DEFAULT = new PasswordPolicy(15, 8);

    /// @throws IllegalArgumentException outside the ranges above
    public PasswordPolicy {
        if (minimum < 15 || minimum > 64) {
            throw new IllegalArgumentException(
                    "The minimum password length must be 15 to 64, not " + minimum + ".");
        }
        if (minimumWithSecondFactor < 8 || minimumWithSecondFactor > minimum) {
            throw new IllegalArgumentException(
                    "The minimum password length with a forced second factor must be 8 to "
                            + minimum
                            + ", not "
                            + minimumWithSecondFactor
                            + ".");
        }
    }

    int minimum(boolean secondFactorForced) {
        return secondFactorForced ? minimumWithSecondFactor : minimum;
    }
}
