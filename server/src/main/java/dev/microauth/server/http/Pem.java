package dev.microauth.server.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A certificate chain and the private key that belongs to it, read from PEM files (RFC 7468).
record Pem(List<X509Certificate> chain, PrivateKey key) {
    private static final Pattern PKCS8 =
            Pattern.compile(
                    "-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    static Pem read(Tls tls) throws UnusableCertificate {
        List<X509Certificate> chain = chain(tls.certificateChainPem());
        PrivateKey key = key(tls.privateKeyPem(), chain.getFirst().getPublicKey().getAlgorithm());
        if (!belongTogether(chain.getFirst(), key)) {
            throw new UnusableCertificate(
                    "The key in %s does not belong to the first certificate in %s."
                            .formatted(tls.privateKeyPem(), tls.certificateChainPem()));
        }
        return new Pem(chain, key);
    }

    private static List<X509Certificate> chain(Path file) throws UnusableCertificate {
        try {
            List<X509Certificate> chain =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(bytes(file)))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (!chain.isEmpty()) {
                return chain;
            }
        } catch (GeneralSecurityException e) {
            // Falls to the message below, which tells more than the parser does.
        }
        throw new UnusableCertificate(file + " holds no PEM certificate.");
    }

    private static PrivateKey key(Path file, String algorithm) throws UnusableCertificate {
        refuseReadableByOthers(file);
        byte[] text = bytes(file);
        Matcher pem = PKCS8.matcher(new String(text, StandardCharsets.US_ASCII));
        Arrays.fill(text, (byte) 0);
        if (!pem.find()) {
            throw new UnusableCertificate(
                    file
                            + " holds no unencrypted PKCS#8 key; convert it: openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW");
        }
        byte[] encoded = {};
        try {
            encoded = Base64.getMimeDecoder().decode(pem.group(1));
            return KeyFactory.getInstance(algorithm)
                    .generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new UnusableCertificate(
                    "The key in "
                            + file
                            + " is not an "
                            + algorithm
                            + " key as its certificate asks for.");
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    private static void refuseReadableByOthers(Path file) throws UnusableCertificate {
        try {
            Optional<PosixFileAttributeView> view =
                    Optional.ofNullable(
                            Files.getFileAttributeView(file, PosixFileAttributeView.class));
            if (view.isPresent()
                    && view.get()
                            .readAttributes()
                            .permissions()
                            .contains(PosixFilePermission.OTHERS_READ)) {
                throw new UnusableCertificate(
                        file + " is readable by others; run: chmod o-r " + file);
            }
        } catch (IOException e) {
            throw unreadable(file);
        }
    }

    private static boolean belongTogether(X509Certificate certificate, PrivateKey key) {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                };
        byte[] probe = "probe".getBytes(StandardCharsets.US_ASCII);
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(probe);
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(certificate.getPublicKey());
            verifier.update(probe);
            return verifier.verify(signer.sign());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] bytes(Path file) throws UnusableCertificate {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(file);
        }
    }

    private static UnusableCertificate unreadable(Path file) {
        return new UnusableCertificate(
                "Cannot read " + file + "; check that it is there and readable by this user.");
    }
}
