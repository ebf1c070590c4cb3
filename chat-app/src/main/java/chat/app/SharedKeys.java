package chat.app;

import chat.core.cluster.SecretStore;
import java.util.List;

/** The keys that the servers of one database share; the first start makes them. */
record SharedKeys(SecretStore store) {
  /** The keys that sign cookies, the newest first. */
  List<byte[]> cookieKeys() throws InvalidSettingException {
    try {
      return DataDirectory.decoded(store.cookieKeys(DataDirectory.randomText()));
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException(
          "--database: the table chat.secret has a cookie-key that is no key of "
              + DataDirectory.KEY_BYTES
              + " bytes in base64; correct it. Without these keys everybody has to sign in again.");
    }
  }

  /** The owner's key. */
  SecretStore.OwnerKey ownerKey() throws InvalidSettingException {
    SecretStore.OwnerKey key = store.ownerKey(DataDirectory.randomText());
    if (key.key().length() < DataDirectory.MIN_OWNER_KEY_LENGTH) {
      throw new InvalidSettingException(
          "--database: the owner-key in the table chat.secret has to have at least "
              + DataDirectory.MIN_OWNER_KEY_LENGTH
              + " characters; correct it, or delete it: the next start makes a new one.");
    }
    return key;
  }
}
