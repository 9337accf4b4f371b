package dev.microauth.passkey;

import com.yubico.webauthn.CredentialRepository;
import com.yubico.webauthn.RegisteredCredential;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.PublicKeyCredentialDescriptor;
import java.util.Optional;
import java.util.Set;

/// The one row that an answer is judged by, as the library asks for it: it never reads a database.
record OneCredential(Optional<RegisteredCredential> credential) implements CredentialRepository {
    /// What the library calls whoever owns the row; names are not its business.
    static final String OWNER = "owner";

    static OneCredential none() {
        return new OneCredential(Optional.empty());
    }

    static OneCredential of(StoredPasskey stored) {
        return new OneCredential(
                Optional.of(
                        RegisteredCredential.builder()
                                .credentialId(new ByteArray(stored.credentialId()))
                                .userHandle(new ByteArray(stored.handle()))
                                .publicKeyCose(new ByteArray(stored.publicKey()))
                                .signatureCount(stored.signCount())
                                .build()));
    }

    @Override
    public Set<PublicKeyCredentialDescriptor> getCredentialIdsForUsername(String username) {
        return Set.of();
    }

    @Override
    public Optional<ByteArray> getUserHandleForUsername(String username) {
        return credential.map(RegisteredCredential::getUserHandle);
    }

    @Override
    public Optional<String> getUsernameForUserHandle(ByteArray userHandle) {
        return credential.filter(known -> known.getUserHandle().equals(userHandle)).map(_ -> OWNER);
    }

    @Override
    public Optional<RegisteredCredential> lookup(ByteArray credentialId, ByteArray userHandle) {
        return credential.filter(known ->
                known.getCredentialId().equals(credentialId)
                        && known.getUserHandle().equals(userHandle));
    }

    @Override
    public Set<RegisteredCredential> lookupAll(ByteArray credentialId) {
        return credential
                .filter(known -> known.getCredentialId().equals(credentialId))
                .map(Set::of)
                .orElse(Set.of());
    }
}
